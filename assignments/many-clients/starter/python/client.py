"""Many clients at once: the client. The hand-out (README.md) says what it has to do."""

import socket

HOST, PORT = "localhost", 12001

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
    server.connect((HOST, PORT))
    print("connected")
    # Your part: read a line from the keyboard, send it, receive the answer, and print it.
