from socket import *

client = socket(AF_UNIX, SOCK_STREAM)
client.connect("./chat.sock")
client.send("HELLO".encode())
print(client.recv(1024).decode())
client.close()
