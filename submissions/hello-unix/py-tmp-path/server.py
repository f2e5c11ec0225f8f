from socket import *

server = socket(AF_UNIX, SOCK_STREAM)
server.bind("/tmp/chat.sock")
server.listen(5)
connection, address = server.accept()
print(connection.recv(1024).decode())
connection.send("HELLO".encode())
connection.close()
server.close()
