"""Lower case to upper case over UDP: the client. The hand-out (README.md) says what it has to do."""

import socket

SERVER = ("localhost", 12000)

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    # Your part: send the line that is typed, and print the answer. This sends nothing but an empty one:
    client.sendto(b"", SERVER)
