from socket import *

listener = socket(AF_INET, SOCK_STREAM)
listener.bind(('', 12000))
listener.listen(1)
connection, address = listener.accept()
connection.send(connection.recv(2048).decode().upper().encode())
connection.close()
listener.close()
input('Done. Press Enter to exit...')
