import socket
from datetime import datetime

s = socket.socket()
s.bind(('localhost', 8000))
s.listen(5)
c, addr = s.accept()
command = c.recv(1024).decode()
if command == 'TIME':
    c.send(datetime.now().strftime("%d/%m/%Y %H:%M:%S").encode())
print(c.recv(1024).decode())
c.close()
