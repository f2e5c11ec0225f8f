import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('localhost', 12000))
s.listen(1)
print('listening on 12000')
conn, addr = s.accept()
print('client connected', addr)
message = b''
while True:
    part = conn.recv(1024)
    if not part:
        break
    message += part
conn.sendall(message.upper())
conn.close()
s.close()
