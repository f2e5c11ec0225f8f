import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('localhost', 12001))
sentence = input('lowercase sentence: ')
client.send(sentence.encode())
print('From server:', client.recv(1024).decode())
client.close()
