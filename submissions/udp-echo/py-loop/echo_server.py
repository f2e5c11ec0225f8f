import socket

HOST, PORT = '127.0.0.1', 12000

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.bind((HOST, PORT))
    while True:
        data, addr = s.recvfrom(65507)
        print(addr, data)
        s.sendto(data, addr)
