import socket
s = socket.socket()
host = '127.0.0.1'
port = 53
s.connect((host, port))
s.send('Hello'.encode())
s.close()
