import sys
import socket

if len(sys.argv) != 3:
    print("Usage: python3 sender.py <host> <port>")
    sys.exit(1)

with socket.create_connection((sys.argv[1], int(sys.argv[2]))) as s:
    s.sendall(b"HELLO")
