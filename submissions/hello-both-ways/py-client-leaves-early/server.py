import socket

HOST = 'localhost'
PORT = 53

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((HOST, PORT))
server.listen(1)
print('Server online')
conn, end = server.accept()
print('Client:', end)
data = conn.recv(1024)
print('Recebido:', data.decode())
conn.sendall(b'HELLO')
conn.close()
server.close()
