# Task 3.1
# client program
from socket import *
host = gethostname()
port = 53
client = socket(AF_INET, SOCK_STREAM)
client.connect((host, port))
client.send(b'HELLO')
print('HELLO sent to server')
client.close()
