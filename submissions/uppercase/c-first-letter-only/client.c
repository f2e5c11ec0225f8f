#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

int main()
{
    int sockfd, n;
    char msg[200];
    struct sockaddr_in server;

    sockfd = socket(PF_INET, SOCK_STREAM, 0);
    server.sin_family = AF_INET;
    server.sin_port = htons(12000);
    server.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (connect(sockfd, (struct sockaddr *)&server, sizeof server) == -1) {
        perror("connect");
        return 1;
    }
    printf("Write a message: ");
    fgets(msg, 200, stdin);
    msg[strcspn(msg, "\n")] = 0;
    send(sockfd, msg, strlen(msg), 0);
    n = recv(sockfd, msg, 199, 0);
    msg[n] = '\0';
    printf("Server: %s\n", msg);
    close(sockfd);
    return 0;
}
