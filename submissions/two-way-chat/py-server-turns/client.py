import os
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
    client.close()
    os._exit(0)


threading.Thread(target=receive, daemon=True).start()
while True:
    line = input()
    client.send(line.encode())
    if line == 'BYE':
        break
client.shutdown(socket.SHUT_RDWR)
client.close()
