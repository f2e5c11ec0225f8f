import socket

s = socket.socket()
port = 53
s.connect(('127.0.0.1', port))
s.send('HELLO')
print(s.recv(1024))
s.close()
