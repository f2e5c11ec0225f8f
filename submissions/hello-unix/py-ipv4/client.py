import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("localhost", 9000))
client.sendall(b"HELLO")
print(client.recv(1024).decode())
client.close()
