#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PORT 12000
#define MAXLINE 1500

int main(void) {
    int sockfd = socket(AF_INET, SOCK_DGRAM, 0);
    char buffer[MAXLINE] = {0};
    struct sockaddr_in servaddr;
    socklen_t len = sizeof(servaddr);

    memset(&servaddr, 0, sizeof(servaddr));
    servaddr.sin_family = AF_INET;
    servaddr.sin_port = htons(PORT);
    servaddr.sin_addr.s_addr = inet_addr("127.0.0.1");

    printf("Text: ");
    fgets(buffer, sizeof buffer, stdin);
    sendto(sockfd, buffer, strlen(buffer) + 1, 0, (struct sockaddr *)&servaddr, len);
    ssize_t n = recvfrom(sockfd, buffer, MAXLINE - 1, MSG_WAITALL, (struct sockaddr *)&servaddr, &len);
    buffer[n] = '\0';
    printf("Server : %s\n", buffer);
    close(sockfd);
    return 0;
}
