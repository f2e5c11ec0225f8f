import argparse
import socket

parser = argparse.ArgumentParser(description="upper case server")
parser.add_argument("port", type=int)
args = parser.parse_args()

listener = socket.create_server(("127.0.0.1", args.port))
try:
    while True:
        conn, peer = listener.accept()
        with conn:
            text = conn.recv(4096).decode("ascii")
            conn.sendall(text.upper().encode("ascii"))
except KeyboardInterrupt:
    print("bye")
finally:
    listener.close()
