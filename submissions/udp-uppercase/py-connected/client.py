import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', 0))
s.connect((socket.gethostbyname(socket.gethostname()), 12000))
s.send(input().encode() + b'\n')
print(s.recv(1024).decode())
