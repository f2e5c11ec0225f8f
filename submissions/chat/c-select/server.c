#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <netinet/in.h>
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
    struct sockaddr_in addr = {0};
    int one = 1;
    int lsock = socket(AF_INET, SOCK_STREAM, 0);

    setsockopt(lsock, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(54);
    addr.sin_addr.s_addr = INADDR_ANY;
    if (bind(lsock, (struct sockaddr *)&addr, sizeof addr) || listen(lsock, 1)) {
        perror("server");
        return 1;
    }
    int sock = accept(lsock, NULL, NULL);
    if (sock < 0) {
        perror("accept");
        return 1;
    }
    chat(sock);
    shutdown(sock, SHUT_RDWR);
    close(sock);
    close(lsock);
    return 0;
}
