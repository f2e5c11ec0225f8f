/* Hello over a path: the client. The hand-out (README.md) says what it has to do. */

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define SOCKET_PATH "chat.sock"

int main(void) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, SOCKET_PATH, sizeof address.sun_path - 1);

    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(server, (struct sockaddr *)&address, sizeof address) < 0) {
        perror(SOCKET_PATH);
        return 1;
    }
    printf("connected\n");
    /* Your part: send HELLO, receive the answer, and print it. */
    close(server);
    return 0;
}
