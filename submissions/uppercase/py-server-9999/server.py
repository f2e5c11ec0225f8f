import socket

s = socket.socket()
s.bind(('', 9999))
s.listen(1)
print("Server ready")
conn, addr = s.accept()
print("Connected:", addr)
data = conn.recv(1024).decode()
conn.send(data.upper().encode())
conn.close()
