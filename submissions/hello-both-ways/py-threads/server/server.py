import socket
import threading

HEADER = 64
PORT = 53
SERVER = "0.0.0.0"
FORMAT = 'utf-8'

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((SERVER, PORT))


def handle_client(conn, addr):
    print(f"[NEW CONNECTION] {addr} connected.")
    msg = conn.recv(2048).decode(FORMAT)
    print(f"[{addr}] {msg}")
    conn.send("HELLO".encode(FORMAT))
    conn.close()


def start():
    server.listen()
    print(f"[LISTENING] Server is listening on {SERVER}")
    while True:
        conn, addr = server.accept()
        thread = threading.Thread(target=handle_client, args=(conn, addr))
        thread.start()
        print(f"[ACTIVE CONNECTIONS] {threading.active_count() - 1}")


print("[STARTING] server is starting...")
start()
