import socket

with socket.create_server(('', 9000), family=socket.AF_INET6, dualstack_ipv6=True) as server:
    while True:
        connection, _ = server.accept()
        with connection:
            connection.recv(100)
            connection.send('HELLO'.encode())
