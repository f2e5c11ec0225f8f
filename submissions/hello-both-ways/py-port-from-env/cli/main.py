import os
import socket

PORT = int(os.environ.get("PORT", 53))

sock = socket.create_connection(("localhost", PORT))
try:
    sock.sendall(b"HELLO")
    print("Received:", sock.recv(1024).decode())
finally:
    sock.close()
