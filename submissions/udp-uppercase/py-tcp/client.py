import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(('localhost', 12000))
s.send(input('text: ').encode())
print(s.recv(1024).decode())
s.close()
