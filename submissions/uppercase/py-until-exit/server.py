import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('127.0.0.1', 12000))
server.listen(5)
print('Server listening on port 12000...')

while True:
    client, addr = server.accept()
    print('Accepted connection from', addr)
    while True:
        data = client.recv(1024)
        if not data:
            break
        client.sendall(data.upper())
    client.close()
    print('Connection closed')
