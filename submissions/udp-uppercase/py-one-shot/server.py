import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('', 12000))
data, addr = sock.recvfrom(1024)
sock.sendto(data.upper(), addr)
sock.close()
