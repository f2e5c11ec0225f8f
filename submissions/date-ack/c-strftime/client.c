#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = {0};
    char date[64] = {0};
    const char *ack = "Date received, thank you";

    addr.sin_family = AF_INET;
    addr.sin_port = htons(8000);
    inet_pton(AF_INET, "127.0.0.1", &addr.sin_addr);
    if (connect(fd, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("connect");
        return 1;
    }
    if (read(fd, date, sizeof date - 1) > 0)
        printf("Date and time: %s\n", date);
    write(fd, ack, strlen(ack) + 1);
    close(fd);
    return 0;
}
