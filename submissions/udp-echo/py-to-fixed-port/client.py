import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for _ in range(2):
    s.sendto(input('> ').encode(), ('localhost', 12000))
    print(s.recvfrom(2048)[0].decode())
