import socket
import struct

name = input('File: ')
with socket.create_connection(('localhost', 6000)) as sock:
    sock.sendall(struct.pack('!I', len(name)) + name.encode())
    header = b''
    while len(header) < 4:
        header += sock.recv(4 - len(header))
    (left,) = struct.unpack('!I', header)
    with open('received-' + name, 'wb') as file:
        while left > 0:
            part = sock.recv(min(left, 65536))
            if not part:
                break
            file.write(part)
            left -= len(part)
print('done')
