# Task 3.1
# server program
from socket import *
host = gethostname()
port = 53
server = socket(AF_INET, SOCK_STREAM)
server.bind((host, port))
server.listen(1)
print('Server is listening on', host, port)
while True:
    conn, address = server.accept()
    print('Connected with ' + address[0] + ':' + str(address[1]))
    data = conn.recv(1024).decode('utf-8')
    print('Received:', data)
    conn.close()
