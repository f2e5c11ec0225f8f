from socket import *

with socket(AF_INET, SOCK_STREAM) as connection:
    connection.connect(('localhost', 12000))
    connection.send(input('Input lowercase sentence: ').encode())
    print('From server:', connection.recv(2048).decode())
    input('Press Enter to exit...')
