#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main(void) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0), round;
    struct sockaddr_in to = {0};
    char text[] = "hello", answer[512];
    to.sin_family = AF_INET;
    to.sin_port = htons(12000);
    to.sin_addr.s_addr = inet_addr("127.0.0.1");
    for (round = 0; round < 2; round++) {
        sendto(fd, text, strlen(text), 0, (struct sockaddr *)&to, sizeof to);
        recvfrom(fd, answer, sizeof answer, 0, NULL, NULL);
    }
    return 0;
}
