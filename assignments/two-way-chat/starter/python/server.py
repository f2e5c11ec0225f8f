"""Two-way chat: the server. The hand-out (README.md) says what it has to do."""

import socket

PORT = 5555

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen()
    print("waiting on port", PORT)
    connection, _ = listener.accept()
    with connection:
        print("connected")
        # Your part: send what is typed and print what comes, at the same time, until either says BYE.
