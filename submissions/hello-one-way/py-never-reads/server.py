from socket import *

serverPort = 53
serverSocket = socket(AF_INET, SOCK_STREAM)
serverSocket.bind(('', serverPort))
serverSocket.listen(1)
print('The server is ready')
connectionSocket, addr = serverSocket.accept()
print('HELLO from', addr)
connectionSocket.close()
serverSocket.close()
