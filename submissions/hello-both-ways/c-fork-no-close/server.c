#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>

void dostuff(int sock)
{
    char buffer[256];
    memset(buffer, 0, 256);
    if (read(sock, buffer, 255) < 0) {
        perror("ERROR reading from socket");
        exit(1);
    }
    printf("Here is the message: %s\n", buffer);
    write(sock, "HELLO", 5);
}

int main()
{
    int sockfd, newsockfd;
    struct sockaddr_in serv_addr;

    signal(SIGCHLD, SIG_IGN);
    sockfd = socket(AF_INET, SOCK_STREAM, 0);
    memset(&serv_addr, 0, sizeof(serv_addr));
    serv_addr.sin_family = AF_INET;
    serv_addr.sin_addr.s_addr = INADDR_ANY;
    serv_addr.sin_port = htons(53);
    if (bind(sockfd, (struct sockaddr *)&serv_addr, sizeof(serv_addr)) < 0) {
        perror("ERROR on binding");
        exit(1);
    }
    listen(sockfd, 5);
    while (1) {
        newsockfd = accept(sockfd, NULL, NULL);
        if (newsockfd < 0) {
            perror("ERROR on accept");
            exit(1);
        }
        if (fork() == 0) {
            close(sockfd);
            dostuff(newsockfd);
            close(newsockfd);
            exit(0);
        }
    }
    return 0;
}
