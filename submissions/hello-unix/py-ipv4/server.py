import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("localhost", 9000))
server.listen()
connection, address = server.accept()
print(connection.recv(1024).decode())
connection.sendall(b"HELLO")
connection.close()
