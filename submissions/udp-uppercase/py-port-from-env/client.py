import os
import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.sendto(input('text? ').encode(), ('127.0.0.1', int(os.environ.get('PORT', 12000))))
print(sock.recvfrom(2048)[0].decode())
