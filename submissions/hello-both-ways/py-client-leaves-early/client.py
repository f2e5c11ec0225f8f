import socket

HOST = 'localhost'
PORT = 53

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect((HOST, PORT))
client.sendall(b'HELLO')
print('Enviado')
client.close()
