import socket

s = socket.socket()
s.bind(('localhost', 54))
s.listen(5)
conn, addr = s.accept()
print('connected to', addr)
msg = conn.recv(1024).decode()
print('Client:', msg)
reply = input('Server: ')
conn.send(reply.encode())
while msg != 'BYE' and reply != 'BYE':
    msg = conn.recv(1024).decode()
    if not msg:
        break
    print('Client:', msg)
conn.close()
s.close()
