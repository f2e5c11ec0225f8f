/* Hello over a path: the server. The hand-out (README.md) says what it has to do. */

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SOCKET_PATH "chat.sock"

int main(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, SOCKET_PATH, sizeof address.sun_path - 1);

    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    unlink(SOCKET_PATH);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 5) < 0) {
        perror(SOCKET_PATH);
        return 1;
    }
    printf("waiting at %s\n", SOCKET_PATH);

    int client = accept(listener, NULL, NULL);
    printf("connected\n");
    /* Your part: receive the message, print it, and send HELLO back. */
    close(client);
    close(listener);
    return 0;
}
