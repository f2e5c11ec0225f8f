import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 12000))

while True:
    message = input('Enter text (exit to quit): ')
    if message == 'exit':
        break
    client.sendall(message.encode())
    print('Server:', client.recv(1024).decode())

client.close()
