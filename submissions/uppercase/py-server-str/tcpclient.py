import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(("127.0.0.1", 12000))
client.send(bytes(input("Enter message: "), "utf-8"))
from_server = client.recv(1024)
client.close()
print(from_server.decode("utf-8"))
