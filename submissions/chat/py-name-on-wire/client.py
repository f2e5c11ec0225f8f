import socket

name = 'Client'
s = socket.socket()
s.connect(('localhost', 54))
print('Connected. Type BYE to exit')
while True:
    text = input('Me: ')
    s.send((name + ': ' + text).encode())
    if text == 'BYE':
        break
    received = s.recv(1024).decode()
    if not received:
        break
    print(received)
    if received.endswith('BYE'):
        break
s.close()
