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



threading.Thread(target=receive).start()
while True:
    line = input()
    conn.send(line.encode())
    if line == 'BYE':
        break
conn.close()
