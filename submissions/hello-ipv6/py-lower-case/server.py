import socket

server = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
server.bind(('::', 9000))
server.listen()
connection, address = server.accept()
connection.recv(1024)
connection.send(b'hello')
connection.close()
