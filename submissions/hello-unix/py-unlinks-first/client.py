import socket

client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
client.connect("chat.sock")
client.send("HELLO".encode())
print(client.recv(1024).decode())
client.close()
