import socket

with socket.create_connection(('localhost', 9000)) as connection:
    connection.send('HELLO'.encode())
    print(connection.recv(100).decode())
