import socket

# IP of my PC (ipconfig)
ip = '192.168.1.77'
port = 53

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((ip, port))
s.listen(1)
print('server started on', ip)
c, a = s.accept()
print('client', a)
print(c.recv(1024).decode())
c.send('HELLO'.encode())
c.close()
s.close()
