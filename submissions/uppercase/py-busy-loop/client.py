import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('localhost', 12000))
sentence = input("Input: ")
client.send(sentence.encode())
print("Output:", client.recv(1024).decode())
client.close()
