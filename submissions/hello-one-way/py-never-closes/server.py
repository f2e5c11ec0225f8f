import socket

clients = []

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('', 53))
s.listen(5)
print("Server running...")

while True:
    conn, addr = s.accept()
    clients.append(conn)
    print("New client", addr, "total", len(clients))
    print("Message:", conn.recv(1024).decode())
