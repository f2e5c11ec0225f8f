import socket

c = socket.socket()
c.connect(('localhost', 53))
c.sendall(b'HELLO')
print('from server:', c.recv(1024).decode())
c.close()
