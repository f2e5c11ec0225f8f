#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    char name[200], path[256], chunk[8192];
    uint32_t length;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = {0};

    addr.sin_family = AF_INET;
    addr.sin_port = htons(6000);
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (connect(s, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("connect");
        return 1;
    }
    printf("Which file? ");
    fflush(stdout);
    if (scanf("%199s", name) != 1)
        return 1;
    length = htonl((uint32_t)strlen(name));
    send(s, &length, 4, 0);
    send(s, name, strlen(name), 0);
    if (recv(s, &length, 4, MSG_WAITALL) != 4)
        return 1;
    length = ntohl(length);
    snprintf(path, sizeof path, "received-%s", name);
    FILE *file = fopen(path, "wb");
    while (length > 0) {
        ssize_t n = recv(s, chunk, length < sizeof chunk ? length : sizeof chunk, 0);
        if (n <= 0)
            break;
        fwrite(chunk, 1, n, file);
        length -= n;
    }
    fclose(file);
    close(s);
    return 0;
}
