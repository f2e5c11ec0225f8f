"""Two-way chat: the client. The hand-out (README.md) says what it has to do."""

import socket

HOST, PORT = "localhost", 5555

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
    server.connect((HOST, PORT))
    print("connected")
    # Your part: send what is typed and print what comes, at the same time, until either says BYE.
