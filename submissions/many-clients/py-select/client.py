import socket

with socket.create_connection(('127.0.0.1', 12001)) as sock:
    sock.sendall(input().encode() + b'\n')
    print(sock.makefile().readline().rstrip())
