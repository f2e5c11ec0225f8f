from socket import socket, AF_INET, SOCK_STREAM

client = socket(AF_INET, SOCK_STREAM)
client.connect(('localhost', 12000))
client.send('hello world'.encode())
print(client.recv(1024).decode())
client.close()
