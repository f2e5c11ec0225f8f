import socket

client = socket.socket()
client.connect(('127.0.0.1', 9000))
client.send(b'HELLO')
print(client.recv(1024).decode())
client.close()
