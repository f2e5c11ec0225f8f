import socket

server = socket.socket()
server.bind(('localhost', 5555))
server.listen(1)
conn, addr = server.accept()
while True:
    data = conn.recv(1024).decode()
    if not data or data == 'BYE':
        break
    print('Client:', data)
    line = input('You: ')
    conn.send(line.encode())
    if line == 'BYE':
        break
conn.close()
