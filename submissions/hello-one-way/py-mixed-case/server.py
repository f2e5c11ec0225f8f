import socket
s = socket.socket()
host = '127.0.0.1'
port = 53
s.bind((host, port))
s.listen(5)
while True:
    c, addr = s.accept()
    print('Got connection from', addr)
    print(c.recv(1024).decode())
    c.close()
