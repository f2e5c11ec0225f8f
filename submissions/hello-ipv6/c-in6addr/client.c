#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
    char text[128] = {0};
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(9000)};
    int s = socket(AF_INET6, SOCK_STREAM, 0);
    inet_pton(AF_INET6, "::1", &address.sin6_addr);
    if (connect(s, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("connect");
        return 1;
    }
    write(s, "HELLO", 5);
    read(s, text, sizeof text - 1);
    puts(text);
    close(s);
    return 0;
}
