import os
import socket
import threading

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('localhost', 5555))
server.listen(1)
conn, addr = server.accept()
print('Connected with', addr)


def receive():
    while True:
        data = conn.recv(1024)
        if not data:
            break
        text = data.decode()
        print('Client:', text)
        if text.strip() == 'BYE':
            break
    conn.close()
    os._exit(0)


threading.Thread(target=receive, daemon=True).start()
while True:
    line = input()
    conn.send(line.encode())
    if line == 'BYE':
        break
conn.shutdown(socket.SHUT_RDWR)
conn.close()
