import socket

with socket.create_server(('', 12000)) as listener:
    conn, addr = listener.accept()
    with conn:
        print('connected by', addr)
        text = conn.recv(1024)
        while text:
            conn.sendall(text.upper())
            text = conn.recv(1024)
