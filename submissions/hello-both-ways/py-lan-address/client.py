import socket

# IP of the server PC
ip = '192.168.1.77'
port = 53

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((ip, port))
s.send('HELLO'.encode())
print(s.recv(1024).decode())
s.close()
