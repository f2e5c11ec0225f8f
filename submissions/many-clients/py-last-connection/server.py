import socket
import threading

server = socket.socket()
server.bind(('', 12001))
server.listen(5)
text = ''

def receive(conn):
    global text
    while True:
        data = conn.recv(1024)
        if not data:
            break
        text = data.decode()
        last.send(text.upper().encode())
    conn.close()

while True:
    last, addr = server.accept()
    threading.Thread(target=receive, args=(last,)).start()
