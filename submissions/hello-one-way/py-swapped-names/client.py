import socket
s=socket.socket()
s.bind(('localhost',53))
s.listen(5)
c,addr=s.accept()
print("connection from: ",addr)
data=c.recv(1024)
print(data.decode())
c.close()
