#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void) {
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(12000)};
    char line[4096], answer[4096];
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);
    connect(fd, (struct sockaddr *)&to, sizeof to);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        write(fd, line, strlen(line));
        ssize_t n = read(fd, answer, sizeof answer - 1);
        if (n < 0) break;
        answer[n] = '\0';
        printf("%s\n", answer);
    }
    close(fd);
    return 0;
}
