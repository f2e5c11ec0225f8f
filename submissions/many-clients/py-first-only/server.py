import socket

server = socket.socket()
server.bind(('', 12001))
server.listen(5)
conn, addr = server.accept()
while True:
    data = conn.recv(1024)
    if not data:
        break
    conn.send(data.upper())
conn.close()
server.close()
