import socket

with socket.create_connection(('localhost', 12345)) as conn:
    message = b''
    while chunk := conn.recv(16):
        message += chunk
print(message.decode(), end='')
