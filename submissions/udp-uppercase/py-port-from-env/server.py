import os
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('0.0.0.0', int(os.environ.get('PORT', 12000))))
while True:
    data, sender = sock.recvfrom(2048)
    sock.sendto(data.upper(), sender)
