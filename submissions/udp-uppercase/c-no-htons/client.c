#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

int main() {
    char buf[2000];
    struct sockaddr_in to = {0};
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    to.sin_family = AF_INET;
    to.sin_port = 12000;
    to.sin_addr.s_addr = inet_addr("127.0.0.1");
    fgets(buf, sizeof buf, stdin);
    sendto(s, buf, strlen(buf), 0, (struct sockaddr *)&to, sizeof to);
    int n = recv(s, buf, sizeof buf - 1, 0);
    buf[n] = 0;
    puts(buf);
    return 0;
}
