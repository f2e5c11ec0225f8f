"""File transfer: the server. The hand-out (README.md) says what it has to do."""

import socket

PORT = 6000

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen()
    print("waiting on port", PORT)
    connection, _ = listener.accept()
    with connection:
        print("connected")
        # Your part: receive the name (its length comes before it, 4 bytes in network byte order), and send the file
        # behind its own length. Then go on to the next client.
