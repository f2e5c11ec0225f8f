import socket

s = socket.socket()
s.bind(('localhost', 53))
s.listen(5)
c, addr = s.accept()
print('Got connection from', addr)
print(c.recv(1024).decode())
c.send('HELLO'.encode())
c.close()
s.close()
