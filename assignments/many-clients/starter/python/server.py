"""Many clients at once: the server. The hand-out (README.md) says what it has to do."""

import socket

PORT = 12001

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen(5)
    print("waiting on port", PORT)
    connection, _ = listener.accept()
    with connection:
        print("connected")
        # Your part: send back in upper case what this client sends, while others are served too.
