from socket import *

server = socket(AF_INET, SOCK_STREAM)
server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
server.bind(('', 12000))
server.listen(1)
while True:
    connection, _ = server.accept()
    connection.settimeout(4)
    try:
        connection.send(connection.recv(1024).decode().upper().encode())
    except timeout:
        print('The client says nothing.')
    connection.close()
