import socket

name = 'Server'
s = socket.socket()
s.bind(('localhost', 54))
s.listen(1)
conn, addr = s.accept()
print(addr, 'has joined the chat. Type BYE to exit')
while True:
    received = conn.recv(1024).decode()
    if not received:
        break
    print(received)
    if received.endswith('BYE'):
        break
    text = input('Me: ')
    conn.send((name + ': ' + text).encode())
    if text == 'BYE':
        break
conn.close()
