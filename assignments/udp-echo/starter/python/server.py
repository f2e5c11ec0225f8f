"""Echo over UDP: the server. The hand-out (README.md) says what it has to do."""

import socket

PORT = 12000

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
    server.bind(("", PORT))
    print("waiting on port", PORT)
    # Your part: send each datagram back to where it came from, for ever.
