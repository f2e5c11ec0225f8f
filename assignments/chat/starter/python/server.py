"""Chat until BYE: the server. The hand-out (README.md) says what it has to do."""

import socket

PORT = 54

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen()
    print("waiting on port", PORT)
    connection, _ = listener.accept()
    with connection:
        print("connected")
        # Your part: in turns, hear a line and say one, until either of you says BYE.
