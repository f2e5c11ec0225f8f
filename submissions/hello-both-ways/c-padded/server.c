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
    struct sockaddr_in server, client;
    socklen_t len = sizeof(client);

    int sfd = socket(AF_INET, SOCK_STREAM, 0);
    printf("[+]Server socket created. ");

    memset(&server, 0, sizeof(server));
    server.sin_family = AF_INET;
    server.sin_port = htons(53);
    server.sin_addr.s_addr = inet_addr("127.0.0.1");

    bind(sfd, (struct sockaddr *)&server, sizeof(server));
    listen(sfd, 5);
    printf("[+]Listening... ");

    int cfd = accept(sfd, (struct sockaddr *)&client, &len);
    memset(buffer, 0, SIZE);
    recv(cfd, buffer, SIZE, 0);
    printf("Client: %s ", buffer);

    memset(buffer, 0, SIZE);
    strcpy(buffer, "HELLO");
    send(cfd, buffer, SIZE, 0);

    /* wait until the client has gone */
    while (recv(cfd, buffer, SIZE, 0) > 0)
        ;
    close(cfd);
    close(sfd);
    printf("[+]Closing. ");
    return 0;
}
