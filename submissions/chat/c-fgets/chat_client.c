#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#define MAX 256
#define PORT 54

void func(int sockfd)
{
    char buff[MAX];
    for (;;) {
        bzero(buff, sizeof(buff));
        printf("Enter the string : ");
        fgets(buff, MAX, stdin);
        write(sockfd, buff, strlen(buff));
        if (strncmp(buff, "BYE", 3) == 0)
            break;
        bzero(buff, sizeof(buff));
        if (read(sockfd, buff, sizeof(buff) - 1) <= 0)
            break;
        printf("From Server : %s", buff);
        if (strncmp(buff, "BYE", 3) == 0) {
            printf("Client Exit...\n");
            break;
        }
    }
}

int main()
{
    int sockfd;
    struct sockaddr_in servaddr;

    sockfd = socket(AF_INET, SOCK_STREAM, 0);
    if (sockfd == -1) {
        printf("socket creation failed...\n");
        exit(0);
    }
    bzero(&servaddr, sizeof(servaddr));
    servaddr.sin_family = AF_INET;
    servaddr.sin_addr.s_addr = inet_addr("127.0.0.1");
    servaddr.sin_port = htons(PORT);
    if (connect(sockfd, (struct sockaddr *)&servaddr, sizeof(servaddr)) != 0) {
        printf("connection with the server failed...\n");
        exit(0);
    }
    printf("connected to the server..\n");
    func(sockfd);
    close(sockfd);
    return 0;
}
