#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SOCKET_PATH "chat.sock"

int main(void) {
    struct sockaddr_un address;
    char buffer[256];

    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    if (listener < 0) {
        perror("socket");
        return 1;
    }
    memset(&address, 0, sizeof address);
    address.sun_family = AF_UNIX;
    strncpy(address.sun_path, SOCKET_PATH, sizeof address.sun_path - 1);
    unlink(SOCKET_PATH);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) {
        perror("bind");
        return 1;
    }
    listen(listener, 5);

    int client = accept(listener, NULL, NULL);
    ssize_t length = read(client, buffer, sizeof buffer - 1);
    if (length > 0) {
        buffer[length] = '\0';
        printf("%s\n", buffer);
        write(client, "HELLO", 5);
    }
    close(client);
    close(listener);
    unlink(SOCKET_PATH);
    return 0;
}
