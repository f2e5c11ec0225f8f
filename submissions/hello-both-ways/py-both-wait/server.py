import socket

s = socket.socket()
s.bind(('localhost', 53))
s.listen(5)
conn, addr = s.accept()
print('connected', addr)
data = conn.recv(1024)
print('client:', data.decode())
conn.send('HELLO'.encode())
conn.close()
