from socket import *

client = socket(AF_INET, SOCK_STREAM)
client.settimeout(4)
client.connect(('localhost', 12000))
sentence = input('Sentence: ')
client.send(sentence.encode())
try:
    print('From the server:', client.recv(1024).decode())
except timeout:
    print('The server does not answer.')
client.close()
