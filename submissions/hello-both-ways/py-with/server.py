import socket

HOST = "127.0.0.1"  # Standard loopback interface address (localhost)
PORT = 53

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.bind((HOST, PORT))
    s.listen()
    conn, addr = s.accept()
    with conn:
        print(f"Connected by {addr}")
        data = conn.recv(1024)
        print(f"Received {data!r}")
        conn.sendall(b"HELLO")
