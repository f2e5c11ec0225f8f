#include <arpa/inet.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static int send_all(int fd, const char *bytes, size_t left)
{
    while (left > 0) {
        ssize_t n = send(fd, bytes, left, 0);
        if (n <= 0)
            return -1;
        bytes += n;
        left -= n;
    }
    return 0;
}

static void serve(int fd)
{
    uint32_t length;
    char name[256], chunk[8192];
    struct stat info;
    size_t n;

    if (recv(fd, &length, 4, MSG_WAITALL) != 4 || (length = ntohl(length)) >= sizeof name)
        return;
    if (recv(fd, name, length, MSG_WAITALL) != (ssize_t)length)
        return;
    name[length] = 0;
    FILE *file = fopen(name, "rb");
    if (file == NULL)
        return;
    fstat(fileno(file), &info);
    length = htonl((uint32_t)info.st_size);
    send_all(fd, (const char *)&length, 4);
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0)
        if (send_all(fd, chunk, n) < 0)
            break;
    fclose(file);
}

int main(void)
{
    int one = 1, s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = {0};

    signal(SIGPIPE, SIG_IGN);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(6000);
    if (bind(s, (struct sockaddr *)&addr, sizeof addr) < 0 || listen(s, 5) < 0) {
        perror("server");
        exit(1);
    }
    for (;;) {
        int c = accept(s, NULL, NULL);
        serve(c);
        close(c);
    }
}
