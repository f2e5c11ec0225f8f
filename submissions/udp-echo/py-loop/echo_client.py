import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    while True:
        try:
            line = input('say: ')
        except EOFError:
            break
        if line == 'quit':
            break
        s.sendto(line.encode(), ('127.0.0.1', 12000))
        data, _ = s.recvfrom(65507)
        print('echo:', data.decode())
