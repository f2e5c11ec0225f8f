#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

int main()
{
    int s, n;
    char buf[512];
    struct sockaddr_in a;

    memset(&a, 0, sizeof(a));
    s = socket(AF_INET, SOCK_STREAM, 0);
    a.sin_family = AF_INET;
    a.sin_port = 54;
    a.sin_addr.s_addr = inet_addr("127.0.0.1");
    if (connect(s, (struct sockaddr *)&a, sizeof(a))) {
        perror("connect");
        return 1;
    }
    while (1) {
        printf("you: ");
        if (!fgets(buf, 512, stdin))
            break;
        buf[strlen(buf) - 1] = 0;
        send(s, buf, strlen(buf), 0);
        if (!strcmp(buf, "BYE"))
            break;
        n = recv(s, buf, 511, 0);
        if (n <= 0)
            break;
        buf[n] = 0;
        printf("server: %s\n", buf);
        if (!strcmp(buf, "BYE"))
            break;
    }
    close(s);
    return 0;
}
