import os
import socket
import struct


def recv_exactly(sock, count):
    data = b''
    while len(data) < count:
        part = sock.recv(count - len(data))
        if not part:
            raise ConnectionError('closed in the middle')
        data += part
    return data


def serve(conn):
    (length,) = struct.unpack('!I', recv_exactly(conn, 4))
    name = recv_exactly(conn, length).decode()
    with open(os.path.basename(name), 'rb') as file:
        content = file.read()
    conn.sendall(struct.pack('!I', len(content)) + content)


server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(('', 6000))
server.listen(5)
while True:
    conn, addr = server.accept()
    serve(conn)
    conn.close()
