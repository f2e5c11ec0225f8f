import socket

with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
    server.bind("chat.sock")
    server.listen()
    connection, _ = server.accept()
    with connection:
        print(connection.recv(1024).decode())
        connection.sendall(b"hello")
