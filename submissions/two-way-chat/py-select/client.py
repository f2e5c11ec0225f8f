import selectors
import socket
import sys

sock = socket.create_connection(('127.0.0.1', 5555))
selector = selectors.DefaultSelector()
selector.register(sock, selectors.EVENT_READ)
selector.register(sys.stdin, selectors.EVENT_READ)
talking = True
while talking:
    for key, _ in selector.select():
        if key.fileobj is sock:
            data = sock.recv(2048)
            talking = data != b'' and data.strip() != b'BYE'
            print('<<', data.decode().rstrip())
        else:
            line = sys.stdin.readline()
            sock.sendall(line.encode())
            talking = line.strip() != 'BYE'
        if not talking:
            break
sock.close()
