import socket

s = socket.socket()
s.connect(('localhost', 53))
s.send('HELLO'.encode())
print("Message sent")
s.close()
