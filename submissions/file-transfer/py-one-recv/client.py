import socket
import struct

name = input('File: ')
sock = socket.create_connection(('localhost', 6000))
sock.sendall(struct.pack('!I', len(name)) + name.encode())
data = sock.recv(4096)
with open('received-' + name, 'wb') as file:
    file.write(data[4:])
sock.close()
