from socket import socket, AF_INET, SOCK_STREAM

server = socket(AF_INET, SOCK_STREAM)
server.bind(('', 12000))
server.listen(1)
connection, address = server.accept()
connection.send(connection.recv(1024).decode().upper().encode())
connection.close()
server.close()
