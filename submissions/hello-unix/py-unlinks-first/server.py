import os
import socket

PATH = "chat.sock"

if os.path.exists(PATH):
    os.remove(PATH)

server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
server.bind(PATH)
server.listen(1)
print("waiting at", PATH)
connection, _ = server.accept()
print(connection.recv(1024).decode())
connection.send("HELLO".encode())
connection.close()
server.close()
os.remove(PATH)
