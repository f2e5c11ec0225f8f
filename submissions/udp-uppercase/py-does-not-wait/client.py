import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.sendto(input('text: ').encode(), ('localhost', 12000))
sock.close()
print('sent')
