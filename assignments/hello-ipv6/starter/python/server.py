"""Hello over IPv6: the server. The hand-out (README.md) says what it has to do."""

import socket

PORT = 9000

with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("::1", PORT))
    listener.listen()
    print("waiting on port", PORT)
    connection, _ = listener.accept()
    with connection:
        print("connected")
        # Your part: receive the message, print it, and send HELLO back.
