import os
import socket
import struct
import time

HOST = '127.0.0.1'

# Needs root on your own machine: sudo python3 ping.py
sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
identifier = os.getpid() & 0xffff

# Three times: build an echo request, send it with sendto((HOST, 0)), wait with recvfrom for the
# reply that is yours, and print its sequence number, its TTL and the time that it took.

sock.close()
