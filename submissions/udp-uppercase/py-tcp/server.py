import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('', 12000))
s.listen(1)
while True:
    conn, addr = s.accept()
    conn.send(conn.recv(1024).upper())
    conn.close()
