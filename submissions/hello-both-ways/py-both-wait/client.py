import socket

s = socket.socket()
s.connect(('localhost', 53))
data = s.recv(1024)
print('server:', data.decode())
s.send('HELLO'.encode())
s.close()
