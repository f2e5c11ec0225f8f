#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    const char *thanks = "THANK YOU FOR CONNECTING\n";
    int one = 1, s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = {0};

    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = INADDR_ANY;
    addr.sin_port = htons(12345);
    if (bind(s, (struct sockaddr *)&addr, sizeof addr) < 0 || listen(s, 5) < 0) {
        perror("server");
        exit(1);
    }
    for (;;) {
        int c = accept(s, NULL, NULL);
        if (c < 0)
            continue;
        send(c, thanks, strlen(thanks), 0);
        close(c);
    }
}
