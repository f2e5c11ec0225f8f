import os
import socket

server = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
server.bind(('::1', int(os.environ.get('PORT', 9000))))
server.listen()
connection, _ = server.accept()
print(connection.recv(1024).decode())
connection.sendall(b'HELLO')
connection.close()
