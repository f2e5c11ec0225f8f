"""File transfer: the client. The hand-out (README.md) says what it has to do."""

import socket

HOST, PORT = "localhost", 6000

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
    server.connect((HOST, PORT))
    print("connected")
    # Your part: read a name from the keyboard, send it behind its length (4 bytes in network byte order), receive
    # the file, and keep it as received- and its name.
