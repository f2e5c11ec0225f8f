from socket import *
import os

serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind(('', 8080))
serverSocket.listen(1)

while True:
    print('Ready to serve...')
    connectionSocket, addr = serverSocket.accept()
    try:
        message = connectionSocket.recv(1024).decode()
        filename = message.split()[1]
        if filename == '/':
            body = b'<h1>My first web server</h1>'
        else:
            f = open(filename[1:], 'rb')
            body = f.read()
        header = 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n' % len(body)
        connectionSocket.send(header.encode())
        connectionSocket.send(body)
        connectionSocket.close()
    except IOError:
        connectionSocket.send('HTTP/1.1 404 Not Found\r\n\r\n'.encode())
        connectionSocket.send('<html><h1>404 Not Found</h1></html>'.encode())
        connectionSocket.close()
