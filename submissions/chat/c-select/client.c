#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <netdb.h>
#include <sys/select.h>
#include <sys/socket.h>

#define LINE 512

static void chat(int sock)
{
    char line[LINE];
    fd_set set;
    int n;

    for (;;) {
        FD_ZERO(&set);
        FD_SET(0, &set);
        FD_SET(sock, &set);
        if (select(sock + 1, &set, NULL, NULL, NULL) < 0) {
            perror("select");
            return;
        }
        if (FD_ISSET(sock, &set)) {
            n = recv(sock, line, LINE - 1, 0);
            if (n <= 0)
                return;
            line[n] = '\0';
            printf("< %s\n", line);
            if (strcmp(line, "BYE") == 0 || strcmp(line, "BYE\n") == 0)
                return;
        }
        if (FD_ISSET(0, &set)) {
            n = read(0, line, LINE - 1);
            if (n <= 0)
                return;
            line[n] = '\0';
            line[strcspn(line, "\r\n")] = '\0';
            send(sock, line, strlen(line), 0);
            if (strcmp(line, "BYE") == 0)
                return;
        }
    }
}

int main(void)
{
    struct addrinfo hints = {0}, *res;

    hints.ai_family = AF_INET;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo("localhost", "54", &hints, &res) != 0) {
        fprintf(stderr, "cannot find the server\n");
        return 1;
    }
    int sock = socket(res->ai_family, res->ai_socktype, res->ai_protocol);
    if (connect(sock, res->ai_addr, res->ai_addrlen) < 0) {
        perror("connect");
        return 1;
    }
    freeaddrinfo(res);
    chat(sock);
    shutdown(sock, SHUT_RDWR);
    close(sock);
    return 0;
}
