import socket

s = socket.socket()
s.bind(('127.0.0.1', 9000))
s.listen(1)
while True:
    conn, addr = s.accept()
    request = conn.recv(1024).decode()
    conn.send(str(len(request)).encode())
    conn.close()
