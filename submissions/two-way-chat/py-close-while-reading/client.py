import socket
import threading

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('localhost', 5555))


def receive():
    while True:
        data = client.recv(1024)
        if not data or data.decode().strip() == 'BYE':
            break
        print('Server:', data.decode())



threading.Thread(target=receive).start()
while True:
    line = input()
    client.send(line.encode())
    if line == 'BYE':
        break
client.close()
