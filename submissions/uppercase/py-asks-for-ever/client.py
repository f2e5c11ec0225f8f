import socket

sock = socket.socket()
sock.connect(('localhost', 12000))

for round in range(10):
    sock.send(input('Small letters, please:\n').encode())
    print('In capitals:', sock.recv(1024).decode())

sock.close()
