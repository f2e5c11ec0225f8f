import socket

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.connect(('127.0.0.1', 9000))
    while True:
        request = input('Request (quit to leave): ')
        if request == 'quit':
            break
        s.sendall(request.encode())
        print('Reply:', s.recv(1024).decode())
