#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

int main()
{
    int s, n;
    char buf[100];
    struct sockaddr_in addr;

    s = socket(AF_INET, SOCK_STREAM, 0);
    addr.sin_family = AF_INET;
    addr.sin_port = htons(12000);
    addr.sin_addr.s_addr = inet_addr("127.0.0.1");
    connect(s, (struct sockaddr *)&addr, sizeof(addr));
    fgets(buf, sizeof(buf), stdin);
    buf[strlen(buf) - 1] = '\0';
    send(s, buf, strlen(buf), 0);
    n = recv(s, buf, sizeof(buf) - 1, 0);
    buf[n] = '\0';
    printf("%s\n", buf);
    close(s);
    return 0;
}
