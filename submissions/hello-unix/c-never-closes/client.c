#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SOCKET_PATH "chat.sock"

int main(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    char buffer[256];

    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    strcpy(address.sun_path, SOCKET_PATH);
    if (connect(server, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("connect");
        return 1;
    }
    write(server, "HELLO", 5);
    ssize_t length = read(server, buffer, sizeof buffer - 1);
    if (length > 0) {
        buffer[length] = '\0';
        printf("%s\n", buffer);
    }
    for (;;) pause();
    return 0;
}
