#include <arpa/inet.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

int main(void)
{
    /* Needs root on your own machine: cc -o ping ping.c && sudo ./ping */
    int fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);

    if (fd < 0) {
        perror("socket");
        return 1;
    }

    /* Three times: build an echo request, send it with sendto to 127.0.0.1, wait with recvfrom for
       the reply that is yours, and print its sequence number, its TTL and the time that it took. */

    close(fd);
    return 0;
}
