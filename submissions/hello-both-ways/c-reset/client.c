#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

int main(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a;
    char buf[1025];
    int n;

    memset(&a, 0, sizeof a);
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = inet_addr("127.0.0.1");
    a.sin_port = htons(53);
    if (connect(s, (struct sockaddr *)&a, sizeof a) < 0) { perror("connect"); return 1; }

    send(s, "HELLO", 5, 0);
    n = recv(s, buf, 1024, 0);
    if (n > 0) {
        buf[n] = 0;
        puts(buf);
    }
    /* until the server hangs up */
    while (recv(s, buf, 1024, 0) > 0)
        ;
    close(s);
    return 0;
}
