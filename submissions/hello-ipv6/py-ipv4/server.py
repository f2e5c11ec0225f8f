import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('', 9000))
server.listen(1)
connection, address = server.accept()
connection.recv(1024)
connection.send(b'HELLO')
connection.close()
