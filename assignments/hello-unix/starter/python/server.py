"""Hello over a path: the server. The hand-out (README.md) says what it has to do."""

import os
import socket

PATH = "chat.sock"

if os.path.exists(PATH):
    os.unlink(PATH)

with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
    listener.bind(PATH)
    listener.listen()
    print("waiting at", PATH)
    connection, _ = listener.accept()
    with connection:
        print("connected")
        # Your part: receive the message, print it, and send HELLO back.
