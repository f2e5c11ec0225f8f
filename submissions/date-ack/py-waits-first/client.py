import socket

s = socket.socket()
s.connect(('localhost', 8000))
s.send(b'TIME')
print(s.recv(1024).decode())
s.send(b'ACK')
s.close()
