"""Request and reply: the client. The hand-out (README.md) says what it has to do."""

import socket

HOST, PORT = "localhost", 9000

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
    server.connect((HOST, PORT))
    print("connected")
    # Your part: send each line that is typed, and print the reply, until the input ends.
