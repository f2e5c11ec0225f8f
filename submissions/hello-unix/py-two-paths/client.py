import socket

SOCKET_PATH = "hello.sock"

with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
    client.connect(SOCKET_PATH)
    client.sendall(b"HELLO")
    print(client.recv(1024).decode())
