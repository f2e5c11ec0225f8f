import socket
s=socket.socket()
s.connect(('localhost',53))
print(s.getsockname())
s.send("HELLO".encode())
