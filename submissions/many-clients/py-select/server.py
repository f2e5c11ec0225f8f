import select
import socket

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(('0.0.0.0', 12001))
listener.listen()
sockets = [listener]
while True:
    readable, _, _ = select.select(sockets, [], [])
    for sock in readable:
        if sock is listener:
            conn, _ = listener.accept()
            sockets.append(conn)
            continue
        data = sock.recv(4096)
        if data:
            sock.sendall(data.upper())
        else:
            sockets.remove(sock)
            sock.close()
