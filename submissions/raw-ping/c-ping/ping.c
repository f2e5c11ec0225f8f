#include <arpa/inet.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static uint16_t checksum(const void *data, size_t length)
{
    const uint16_t *word = data;
    uint32_t sum = 0;

    for (; length > 1; length -= 2)
        sum += *word++;
    if (length == 1)
        sum += *(const uint8_t *)word;
    sum = (sum >> 16) + (sum & 0xffff);
    sum += sum >> 16;
    return (uint16_t)~sum;
}

static double now_ms(void)
{
    struct timeval tv;

    gettimeofday(&tv, NULL);
    return tv.tv_sec * 1000.0 + tv.tv_usec / 1000.0;
}

int main(void)
{
    int fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
    struct sockaddr_in to = {0};
    uint16_t id = htons(getpid() & 0xffff);

    if (fd < 0) {
        perror("socket");
        return 1;
    }
    to.sin_family = AF_INET;
    inet_pton(AF_INET, "127.0.0.1", &to.sin_addr);

    for (int seq = 1; seq <= 3; seq++) {
        unsigned char packet[64] = {0};
        struct icmphdr *request = (struct icmphdr *)packet;
        double start = now_ms();

        request->type = ICMP_ECHO;
        request->un.echo.id = id;
        request->un.echo.sequence = htons(seq);
        memset(packet + sizeof *request, 'x', sizeof packet - sizeof *request);
        request->checksum = checksum(packet, sizeof packet);
        if (sendto(fd, packet, sizeof packet, 0, (struct sockaddr *)&to, sizeof to) < 0) {
            perror("sendto");
            return 1;
        }
        for (;;) {
            unsigned char buffer[1500];
            ssize_t n = recv(fd, buffer, sizeof buffer, 0);
            struct ip *ip = (struct ip *)buffer;
            struct icmphdr *reply = (struct icmphdr *)(buffer + ip->ip_hl * 4);

            if (n < ip->ip_hl * 4 + 8)
                continue;
            if (reply->type != ICMP_ECHOREPLY || reply->un.echo.id != id)
                continue;
            if (ntohs(reply->un.echo.sequence) != seq)
                continue;
            printf("%zd bytes from %s: icmp_seq=%d ttl=%d time=%.3f ms\n", n - ip->ip_hl * 4,
                   inet_ntoa(ip->ip_src), seq, ip->ip_ttl, now_ms() - start);
            break;
        }
    }
    close(fd);
    return 0;
}
