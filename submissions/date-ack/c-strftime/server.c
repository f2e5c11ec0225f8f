#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int main(void)
{
    int listenfd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr;
    char buf[100];
    time_t ticks;

    memset(&addr, 0, sizeof addr);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(8000);
    if (bind(listenfd, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("bind");
        exit(1);
    }
    listen(listenfd, 5);
    int connfd = accept(listenfd, NULL, NULL);
    ticks = time(NULL);
    strftime(buf, sizeof buf, "%d/%m/%Y %H:%M:%S", localtime(&ticks));
    write(connfd, buf, strlen(buf));
    int n = read(connfd, buf, sizeof buf - 1);
    if (n > 0) {
        buf[n] = 0;
        printf("%s\n", buf);
    }
    close(connfd);
    close(listenfd);
    return 0;
}
