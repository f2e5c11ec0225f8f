#include <arpa/inet.h>
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int fd)
{
    char buf[1024];
    ssize_t n;

    while ((n = recv(fd, buf, sizeof buf, 0)) > 0) {
        for (ssize_t i = 0; i < n; i++)
            buf[i] = toupper((unsigned char)buf[i]);
        send(fd, buf, n, 0);
    }
    close(fd);
}

int main(void)
{
    int one = 1, s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = {0};

    signal(SIGCHLD, SIG_IGN);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(12001);
    if (bind(s, (struct sockaddr *)&addr, sizeof addr) < 0 || listen(s, 10) < 0) {
        perror("server");
        exit(1);
    }
    for (;;) {
        int c = accept(s, NULL, NULL);
        if (fork() == 0) {
            close(s);
            serve(c);
            exit(0);
        }
        close(c);
    }
}
