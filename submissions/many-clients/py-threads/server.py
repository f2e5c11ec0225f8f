import socket
import threading

def handle(conn, addr):
    while True:
        data = conn.recv(1024)
        if not data:
            break
        conn.send(data.decode().upper().encode())
    conn.close()

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('', 12001))
server.listen(5)
print('ready')
while True:
    conn, addr = server.accept()
    print('client', addr)
    t = threading.Thread(target=handle, args=(conn, addr))
    t.start()
