#include <stdio.h>
#include <string.h>
#include <ctype.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>

int main()
{
    int s, c, n, i;
    char buf[100];
    struct sockaddr_in addr;

    s = socket(AF_INET, SOCK_STREAM, 0);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(12000);
    addr.sin_addr.s_addr = INADDR_ANY;
    bind(s, (struct sockaddr *)&addr, sizeof(addr));
    listen(s, 5);
    c = accept(s, NULL, NULL);
    n = recv(c, buf, sizeof(buf), 0);
    for (i = 0; i < n; i++)
        buf[i] = toupper(buff[i]);
    send(c, buf, n, 0);
    close(c);
    close(s);
    return 0;
}
