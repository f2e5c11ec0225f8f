import socket
import threading


def serve(conn, addr):
    with conn:
        conn.sendall(f'Thanks for coming, {addr[0]}!\n'.encode())


with socket.create_server(('0.0.0.0', 12345), backlog=5) as listener:
    while True:
        conn, addr = listener.accept()
        threading.Thread(target=serve, args=(conn, addr)).start()
