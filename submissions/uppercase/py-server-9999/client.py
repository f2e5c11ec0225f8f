import socket

s = socket.socket()
s.connect(('localhost', 12000))
msg = input("Message: ")
s.send(msg.encode())
print(s.recv(1024).decode())
s.close()
