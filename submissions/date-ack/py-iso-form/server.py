import socket
import datetime
s = socket.socket()
s.bind(('', 8000))
s.listen(1)
c, a = s.accept()
c.send(str(datetime.datetime.now().replace(microsecond=0)).encode())
print(c.recv(1024).decode())
c.close()
s.close()
