import os
import socket
import threading

ROOT = os.path.dirname(os.path.abspath(__file__))
INDEX = b'<html><body><h1>Welcome</h1></body></html>'


def respond(conn, status, body, kind='text/html; charset=utf-8'):
    header = f'HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n\r\n'
    conn.sendall(header.encode() + body)


def handle(conn):
    with conn:
        request = b''
        while b'\r\n\r\n' not in request:
            data = conn.recv(4096)
            if not data:
                return
            request += data
        path = request.split()[1].decode()
        if path == '/':
            respond(conn, '200 OK', INDEX)
            return
        file = os.path.join(ROOT, os.path.basename(path))
        if not os.path.isfile(file):
            respond(conn, '404 Not Found', b'<h1>Not found</h1>')
            return
        with open(file, 'rb') as page:
            respond(conn, '200 OK', page.read())


with socket.create_server(('0.0.0.0', 8080)) as listener:
    while True:
        conn, _ = listener.accept()
        threading.Thread(target=handle, args=(conn,), daemon=True).start()
