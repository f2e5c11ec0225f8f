import socket
s = socket.socket()
s.bind(('', 8000))
s.listen(1)
c, a = s.accept()
c.send(b"17/09/2023 10:42:01")
print(c.recv(1024).decode())
c.close()
s.close()
