#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static void chat(int fd)
{
    char line[512];

    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(STDIN_FILENO, &set);
        FD_SET(fd, &set);
        if (select(fd + 1, &set, NULL, NULL, NULL) < 0)
            return;
        if (FD_ISSET(fd, &set)) {
            ssize_t n = recv(fd, line, sizeof line - 1, 0);
            if (n <= 0)
                return;
            line[n] = 0;
            printf("> %s\n", line);
            fflush(stdout);
            if (strncmp(line, "BYE", 3) == 0)
                return;
        }
        if (FD_ISSET(STDIN_FILENO, &set)) {
            ssize_t n = read(STDIN_FILENO, line, sizeof line - 1);
            if (n <= 0)
                return;
            line[n] = 0;
            line[strcspn(line, "\n")] = 0;
            send(fd, line, strlen(line), 0);
            if (strcmp(line, "BYE") == 0)
                return;
        }
    }
}
