#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int listenfd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = {0};
    char buf[100];
    time_t now;

    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(8000);
    bind(listenfd, (struct sockaddr *)&addr, sizeof addr);
    listen(listenfd, 5);
    int connfd = accept(listenfd, NULL, NULL);
    now = time(NULL);
    write(connfd, &now, sizeof now);
    read(connfd, buf, sizeof buf);
    close(connfd);
    close(listenfd);
    return 0;
}
