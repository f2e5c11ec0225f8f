#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    char request[1024], reply[32];
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = {0};

    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(9000);
    if (bind(s, (struct sockaddr *)&addr, sizeof addr) < 0 || listen(s, 3) < 0) {
        perror("server");
        exit(1);
    }
    int c = accept(s, NULL, NULL);
    for (;;) {
        ssize_t n = read(c, request, sizeof request - 1);
        if (n <= 0)
            break;
        request[n] = 0;
        sprintf(reply, "%zu", strlen(request));
        write(c, reply, strlen(reply));
    }
    close(c);
    close(s);
    return 0;
}
