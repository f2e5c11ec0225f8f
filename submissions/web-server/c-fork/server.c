#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void respond(int fd, const char *status, const char *body, size_t length)
{
    char header[256];

    snprintf(header, sizeof header, "HTTP/1.0 %s\r\nContent-Length: %zu\r\n\r\n", status, length);
    send(fd, header, strlen(header), 0);
    send(fd, body, length, 0);
}

static void serve(int fd)
{
    char request[2048], path[256] = "", body[65536];
    ssize_t n = recv(fd, request, sizeof request - 1, 0);

    if (n <= 0)
        return;
    request[n] = 0;
    sscanf(request, "GET /%255[^ ?]", path);
    if (path[0] == 0) {
        respond(fd, "200 OK", "<h1>Home</h1>", 13);
        return;
    }
    FILE *file = strstr(path, "..") == NULL ? fopen(path, "rb") : NULL;
    if (file == NULL) {
        respond(fd, "404 Not Found", "", 0);
        return;
    }
    size_t length = fread(body, 1, sizeof body, file);
    fclose(file);
    respond(fd, "200 OK", body, length);
}

int main(void)
{
    int one = 1, s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in addr = {0};

    signal(SIGCHLD, SIG_IGN);
    setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    addr.sin_family = AF_INET;
    addr.sin_addr.s_addr = htonl(INADDR_ANY);
    addr.sin_port = htons(8080);
    if (bind(s, (struct sockaddr *)&addr, sizeof addr) < 0 || listen(s, 16) < 0) {
        perror("server");
        exit(1);
    }
    for (;;) {
        int c = accept(s, NULL, NULL);
        if (fork() == 0) {
            close(s);
            serve(c);
            close(c);
            exit(0);
        }
        close(c);
    }
}
