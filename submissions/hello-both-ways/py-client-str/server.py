import socket

s = socket.socket()
s.bind(('', 53))
s.listen(5)
print('socket is listening')
while True:
    c, addr = s.accept()
    print('Got connection from', addr)
    print(c.recv(1024).decode())
    c.send(b'HELLO')
    c.close()
