#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>

int main()
{
    int s, c, n;
    char buf[512];
    struct sockaddr_in a;

    memset(&a, 0, sizeof(a));
    s = socket(AF_INET, SOCK_STREAM, 0);
    a.sin_family = AF_INET;
    a.sin_port = 54;
    a.sin_addr.s_addr = INADDR_ANY;
    bind(s, (struct sockaddr *)&a, sizeof(a));
    listen(s, 5);
    c = accept(s, 0, 0);
    while (1) {
        n = recv(c, buf, 511, 0);
        if (n <= 0)
            break;
        buf[n] = 0;
        printf("client: %s\n", buf);
        if (!strcmp(buf, "BYE"))
            break;
        printf("you: ");
        if (!fgets(buf, 512, stdin))
            break;
        buf[strlen(buf) - 1] = 0;
        send(c, buf, strlen(buf), 0);
        if (!strcmp(buf, "BYE"))
            break;
    }
    close(c);
    close(s);
    return 0;
}
