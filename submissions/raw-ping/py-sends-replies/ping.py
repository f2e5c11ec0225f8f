import os
import socket
import struct
import time

HOST = '127.0.0.1'


def checksum(data):
    if len(data) % 2:
        data += b'\0'
    total = sum(struct.unpack('!%dH' % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xffff)
    total += total >> 16
    return ~total & 0xffff


def echo_request(identifier, sequence):
    data = struct.pack('!d', time.time())
    header = struct.pack('!BBHHH', 0, 0, 0, identifier, sequence)
    return struct.pack('!BBHHH', 0, 0, checksum(header + data), identifier, sequence) + data


def wait_for_reply(sock, identifier, sequence):
    while True:
        packet, addr = sock.recvfrom(65535)
        length = (packet[0] & 0x0f) * 4
        kind, code, _, ident, seq = struct.unpack('!BBHHH', packet[length:length + 8])
        if kind == 0 and ident == identifier and seq == sequence:
            return packet[8], addr[0]


identifier = os.getpid() & 0xffff
sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
for sequence in range(1, 4):
    start = time.time()
    sock.sendto(echo_request(identifier, sequence), (HOST, 0))
    ttl, address = wait_for_reply(sock, identifier, sequence)
    elapsed = (time.time() - start) * 1000
    print('reply from %s: icmp_seq=%d ttl=%d time=%.3f ms' % (address, sequence, ttl, elapsed))
sock.close()
