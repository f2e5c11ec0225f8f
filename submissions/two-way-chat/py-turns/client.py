import socket

client = socket.socket()
client.connect(('localhost', 5555))
while True:
    line = input('You: ')
    client.send(line.encode())
    if line == 'BYE':
        break
    data = client.recv(1024).decode()
    if not data or data == 'BYE':
        break
    print('Server:', data)
client.close()
