import os
import socket
import sys


def daemonize():
    # so that the server keeps running when I log out of the lab PC
    if os.fork() > 0:
        sys.exit(0)
    os.setsid()
    if os.fork() > 0:
        sys.exit(0)


def serve():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('', 53))
    s.listen(5)
    while True:
        conn, addr = s.accept()
        data = conn.recv(1024)
        print(addr, data)
        conn.sendall(b'HELLO')
        conn.close()


daemonize()
serve()
