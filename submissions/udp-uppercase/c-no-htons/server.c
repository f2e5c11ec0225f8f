#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main() {
    char buf[2000];
    struct sockaddr_in me = {0}, you;
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    me.sin_family = AF_INET;
    me.sin_port = 12000;
    bind(s, (struct sockaddr *)&me, sizeof me);
    while (1) {
        socklen_t len = sizeof you;
        int n = recvfrom(s, buf, sizeof buf, 0, (struct sockaddr *)&you, &len);
        for (int i = 0; i < n; i++) buf[i] = toupper(buf[i]);
        sendto(s, buf, n, 0, (struct sockaddr *)&you, len);
    }
}
