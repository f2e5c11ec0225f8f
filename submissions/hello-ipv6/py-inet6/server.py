import socket

server = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('::1', 9000))
server.listen(1)
connection, address = server.accept()
print('connected from', address)
print(connection.recv(1024).decode())
connection.sendall(b'HELLO')
connection.close()
server.close()
