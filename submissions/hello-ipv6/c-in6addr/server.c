#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
    char text[128] = {0};
    struct sockaddr_in6 address = {0};
    int listener = socket(AF_INET6, SOCK_STREAM, 0);
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(9000);
    address.sin6_addr = in6addr_any;
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    listen(listener, 5);
    int connection = accept(listener, NULL, NULL);
    read(connection, text, sizeof text - 1);
    printf("%s\n", text);
    write(connection, "HELLO", 5);
    close(connection);
    close(listener);
    return 0;
}
