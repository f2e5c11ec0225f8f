import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.send(input('text: ').encode())
print(sock.recv(1024).decode())
