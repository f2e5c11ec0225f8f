import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('::1', 9000))
client.send(b'HELLO')
print(client.recv(1024).decode())
client.close()
