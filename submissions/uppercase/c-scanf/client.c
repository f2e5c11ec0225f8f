#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>

int main(void)
{
    char word[64], answer[64] = "";
    struct sockaddr_in to;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    memset(&to, 0, sizeof(to));
    to.sin_family = AF_INET;
    to.sin_port = htons(12000);
    inet_aton("127.0.0.1", &to.sin_addr);
    if (connect(fd, (struct sockaddr *)&to, sizeof(to)) == -1) {
        perror("connect");
        return 1;
    }
    printf("small letters: ");
    scanf("%63s", word);
    write(fd, word, strlen(word));
    read(fd, answer, sizeof(answer) - 1);
    printf("capital letters: %s\n", answer);
    close(fd);
    return 0;
}
