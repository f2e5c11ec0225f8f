import socket
import threading

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('', 54))
s.listen(5)
print('waiting...')
c, addr = s.accept()
print('connected', addr)


def listen_client():
    while True:
        m = c.recv(1024).decode()
        print('client:', m)
        if m == 'BYE':
            c.close()
            break


threading.Thread(target=listen_client).start()
while True:
    m = input()
    c.send(m.encode())
    if m == 'BYE':
        break
