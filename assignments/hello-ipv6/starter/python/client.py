"""Hello over IPv6: the client. The hand-out (README.md) says what it has to do."""

import socket

HOST, PORT = "::1", 9000

with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as server:
    server.connect((HOST, PORT))
    print("connected")
    # Your part: send HELLO, receive the answer, and print it.
