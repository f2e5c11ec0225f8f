import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('localhost', 12000))
s.listen(1)
print('waiting')
conn, addr = s.accept()
print('connection', addr)
data = conn.recv(1024)
print('received', data.decode())
conn.send('HELLO WORLD'.encode())
conn.close()
