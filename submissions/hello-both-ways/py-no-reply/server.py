import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("127.0.0.1", 53))
s.listen(5)
conn, addr = s.accept()
msg = conn.recv(1024).decode()
print("Client:", msg)
print("Server: HELLO")
conn.close()
s.close()
