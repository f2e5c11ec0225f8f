import socket

# create socket
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
print("Socket created")

s.bind(('localhost', 53))
s.listen(5)
print("Waiting for connections...")

c, addr = s.accept()
print("Got connection from", addr)
msg = c.recv(1024).decode()
print("Client says:", msg)
c.close()
s.close()
