import socket

s = socket.socket()
s.connect(('localhost', 54))
while True:
    msg = input('Client: ')
    s.send(msg.encode())
    if msg == 'BYE':
        break
    reply = s.recv(1024).decode()
    if not reply or reply == 'BYE':
        break
    print('Server:', reply)
s.close()
