#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>

int main(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a;
    char buf[1025];
    struct linger lin;

    memset(&a, 0, sizeof a);
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = htonl(INADDR_ANY);
    a.sin_port = htons(53);

    /* without this I get "Address already in use" on the second start */
    lin.l_onoff = 1;
    lin.l_linger = 0;
    setsockopt(s, SOL_SOCKET, SO_LINGER, &lin, sizeof lin);

    if (bind(s, (struct sockaddr *)&a, sizeof a) < 0) { perror("bind"); return 1; }
    if (listen(s, 1) < 0) { perror("listen"); return 1; }

    int c = accept(s, NULL, NULL);
    if (c < 0) { perror("accept"); return 1; }
    int n = recv(c, buf, 1024, 0);
    buf[n] = 0;
    puts(buf);
    send(c, "HELLO", 5, 0);
    close(c);
    close(s);
    return 0;
}
