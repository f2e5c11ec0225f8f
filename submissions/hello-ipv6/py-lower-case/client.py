import socket

client = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
client.connect(('localhost', 9001))
client.send(b'HELLO')
print(client.recv(1024).decode())
client.close()
