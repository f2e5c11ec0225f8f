#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <netinet/in.h>
#include <sys/socket.h>
#define MAX 256
#define PORT 54

// Function designed for chat between client and server.
void func(int connfd)
{
    char buff[MAX];
    for (;;) {
        bzero(buff, MAX);
        if (read(connfd, buff, sizeof(buff) - 1) <= 0)
            break;
        printf("From client: %s\t To client : ", buff);
        if (strncmp("BYE", buff, 3) == 0) {
            printf("Server Exit...\n");
            break;
        }
        bzero(buff, MAX);
        fgets(buff, MAX, stdin);
        write(connfd, buff, strlen(buff));
        if (strncmp("BYE", buff, 3) == 0) {
            printf("Server Exit...\n");
            break;
        }
    }
}

int main()
{
    int sockfd, connfd;
    socklen_t len;
    struct sockaddr_in servaddr, cli;

    sockfd = socket(AF_INET, SOCK_STREAM, 0);
    if (sockfd == -1) {
        printf("socket creation failed...\n");
        exit(0);
    }
    bzero(&servaddr, sizeof(servaddr));
    servaddr.sin_family = AF_INET;
    servaddr.sin_addr.s_addr = htonl(INADDR_ANY);
    servaddr.sin_port = htons(PORT);
    if ((bind(sockfd, (struct sockaddr *)&servaddr, sizeof(servaddr))) != 0) {
        printf("socket bind failed...\n");
        exit(0);
    }
    if ((listen(sockfd, 5)) != 0) {
        printf("Listen failed...\n");
        exit(0);
    }
    printf("Server listening..\n");
    len = sizeof(cli);
    connfd = accept(sockfd, (struct sockaddr *)&cli, &len);
    if (connfd < 0) {
        printf("server accept failed...\n");
        exit(0);
    }
    func(connfd);
    close(connfd);
    close(sockfd);
    return 0;
}
