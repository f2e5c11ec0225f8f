#include <stdio.h>
#include <string.h>
#include <ctype.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>

int main()
{
    int sockfd, new_fd, n;
    char msg[200];
    struct sockaddr_in me;

    sockfd = socket(PF_INET, SOCK_STREAM, 0);
    me.sin_family = AF_INET;
    me.sin_port = htons(12000);
    me.sin_addr.s_addr = INADDR_ANY;
    memset(me.sin_zero, 0, sizeof me.sin_zero);
    if (bind(sockfd, (struct sockaddr *)&me, sizeof me) == -1) {
        perror("bind");
        return 1;
    }
    listen(sockfd, 10);
    printf("server: waiting for connections...\n");
    new_fd = accept(sockfd, NULL, NULL);
    n = recv(new_fd, msg, 199, 0);
    msg[n] = '\0';
    msg[0] = toupper(msg[0]);
    send(new_fd, msg, n, 0);
    close(new_fd);
    close(sockfd);
    return 0;
}
