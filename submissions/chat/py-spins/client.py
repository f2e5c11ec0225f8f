import socket
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(('localhost', 54))


def listen_server():
    while True:
        m = s.recv(1024).decode()
        print('server:', m)


threading.Thread(target=listen_server, daemon=True).start()
while True:
    m = input()
    s.send(m.encode())
    if m == 'BYE':
        s.close()
        break
