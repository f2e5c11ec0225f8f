from socket import *

serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind(('', 12001))
serverSocket.listen(5)
while True:
    connection, address = serverSocket.accept()
    while True:
        sentence = connection.recv(1024).decode()
        if sentence == '':
            break
        connection.send(sentence.upper().encode())
    connection.close()
