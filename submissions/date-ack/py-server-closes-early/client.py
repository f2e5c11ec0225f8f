import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(('localhost', 8000))
print(s.recv(1024).decode())
s.sendall(b'received')
s.close()
