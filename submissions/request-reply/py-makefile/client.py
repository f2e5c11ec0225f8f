import socket
import sys

with socket.create_connection(('localhost', 9000)) as sock:
    replies = sock.makefile('r')
    for line in sys.stdin:
        sock.sendall(line.encode())
        print(replies.readline().strip(), flush=True)
