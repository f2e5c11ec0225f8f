"""Hello over a path: the client. The hand-out (README.md) says what it has to do."""

import socket

PATH = "chat.sock"

with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
    server.connect(PATH)
    print("connected")
    # Your part: send HELLO, receive the answer, and print it.
