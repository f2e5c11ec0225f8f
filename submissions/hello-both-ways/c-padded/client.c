#include <stdio.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>

#define SIZE 1024

int main()
{
    char buffer[SIZE];
    struct sockaddr_in addr;

    int sock = socket(AF_INET, SOCK_STREAM, 0);
    printf("[+]Client socket created. ");

    memset(&addr, '\0', sizeof(addr));
    addr.sin_family = AF_INET;
    addr.sin_port = htons(53);
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");

    if (connect(sock, (struct sockaddr *)&addr, sizeof(addr)) != 0) {
        printf("connection failed ");
        exit(1);
    }
    bzero(buffer, SIZE);
    strcpy(buffer, "HELLO");
    send(sock, buffer, sizeof(buffer), 0);

    bzero(buffer, SIZE);
    recv(sock, buffer, sizeof(buffer), 0);
    printf("Server: %s ", buffer);

    close(sock);
    printf("[+]Disconnected. ");
    return 0;
}
