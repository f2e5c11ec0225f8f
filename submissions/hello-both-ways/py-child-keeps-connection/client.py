import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(('localhost', 53))
s.send(b'HELLO')
print(s.recv(1024).decode())
# wait for the server to close
while s.recv(1024):
    pass
s.close()
