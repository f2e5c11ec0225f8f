import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(('localhost', 12000))
text = input('Enter lower case text: ')
s.sendall(text.encode())
print('Received:', s.recv(1024).decode())
s.close()
