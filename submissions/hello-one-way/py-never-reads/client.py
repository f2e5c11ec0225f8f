from socket import *

serverName = 'localhost'
serverPort = 53
clientSocket = socket(AF_INET, SOCK_STREAM)
clientSocket.connect((serverName, serverPort))
clientSocket.send('HELLO'.encode())
clientSocket.close()
