import os
import socket

client = socket.create_connection(('::1', int(os.environ.get('PORT', 9000))))
client.sendall(b'HELLO')
print(client.recv(1024).decode())
client.close()
