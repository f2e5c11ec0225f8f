import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(("127.0.0.1", 12000))
server.listen(5)

while True:
    print("Waiting for client")
    conn, addr = server.accept()
    print("Client", addr)
    msg = conn.recv(1024).decode("utf-8")
    conn.send(msg.upper())
    conn.close()
