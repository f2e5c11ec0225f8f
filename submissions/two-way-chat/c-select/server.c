#include <arpa/inet.h>
#include "chat.h"

int main(void)
{
    int one = 1, s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = {0};

    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(5555);
    if (bind(s, (struct sockaddr *)&addr, sizeof addr) < 0) {
        perror("bind");
        return 1;
    }
    listen(s, 1);
    int c = accept(s, NULL, NULL);
    chat(c);
    close(c);
    close(s);
    return 0;
}
