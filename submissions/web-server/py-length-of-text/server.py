import socket
import threading


def handle(conn):
    path = conn.recv(4096).decode().split()[1]
    status, text = '200 OK', '<h1>Hello</h1>'
    if path != '/':
        try:
            with open(path[1:], encoding='utf-8') as page:
                text = page.read()
        except OSError:
            status, text = '404 Not Found', 'Not found'
    header = f'HTTP/1.1 {status}\r\nContent-Length: {len(text)}\r\n\r\n'
    conn.sendall((header + text).encode())
    conn.close()


server = socket.socket()
server.bind(('', 8080))
server.listen(5)
while True:
    conn, addr = server.accept()
    threading.Thread(target=handle, args=(conn,)).start()
