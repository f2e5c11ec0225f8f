import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', 12000))
while True:
    data = sock.recv(1024)
    sock.send(data.upper())
