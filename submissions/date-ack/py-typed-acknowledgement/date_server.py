import socket
import time

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("", 8000))
server.listen()
print("Waiting for a client")
while True:
    conn, addr = server.accept()
    with conn:
        conn.sendall(time.strftime("%d/%m/%Y %H:%M:%S\n").encode())
        print("Client says:", conn.makefile().readline().strip())
