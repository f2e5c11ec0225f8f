"""Date and acknowledgement: the client. The hand-out (README.md) says what it has to do."""

import socket

HOST, PORT = "localhost", 8000

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
    server.connect((HOST, PORT))
    print("connected")
    # Your part: receive the date, print it, and send an acknowledgement.
