import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('127.0.0.1', 9999))
server.listen(1)
print("listening")
connection, client_address = server.accept()
print("connection from", client_address)
print(connection.recv(1024).decode())
connection.close()
server.close()
