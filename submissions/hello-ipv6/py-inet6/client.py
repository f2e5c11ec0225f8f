import socket

client = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
client.connect(('::1', 9000, 0, 0))
client.sendall(b'HELLO')
print(client.recv(1024).decode())
client.close()
