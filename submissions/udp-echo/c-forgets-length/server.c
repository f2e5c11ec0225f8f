#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

int main(void) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in me = {0}, you;
    socklen_t len = sizeof you;
    char buf[512];
    me.sin_family = AF_INET;
    me.sin_port = htons(12000);
    bind(fd, (struct sockaddr *)&me, sizeof me);
    while (1) {
        recvfrom(fd, buf, 8, 0, (struct sockaddr *)&you, &len);
        sendto(fd, buf, 8, 0, (struct sockaddr *)&you, len);
    }
}
