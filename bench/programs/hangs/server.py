from socket import socket, AF_INET, SOCK_STREAM

server = socket(AF_INET, SOCK_STREAM)
server.bind(('', 12000))
server.listen(1)
connection, address = server.accept()
text = connection.recv(1024)
more = connection.recv(1024)
connection.send((text + more).upper())
connection.close()
