#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>

int main(void)
{
    char word[64];
    struct sockaddr_in me;
    int i, n, conn, fd = socket(AF_INET, SOCK_STREAM, 0);

    memset(&me, 0, sizeof(me));
    me.sin_family = AF_INET;
    me.sin_port = htons(12000);
    me.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(fd, (struct sockaddr *)&me, sizeof(me)) == -1) {
        perror("bind");
        return 1;
    }
    listen(fd, 1);
    conn = accept(fd, NULL, NULL);
    n = read(conn, word, sizeof(word));
    for (i = 0; i < n; i++)
        if (word[i] >= 'a' && word[i] <= 'z')
            word[i] -= 32;
    write(conn, word, n);
    close(conn);
    close(fd);
    return 0;
}
