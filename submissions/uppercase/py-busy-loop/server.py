import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('localhost', 12000))
server.listen(1)
print("Server is listening...")
connection, address = server.accept()
print("Connected to", address)
while True:
    sentence = connection.recv(1024).decode()
    connection.send(sentence.upper().encode())
connection.close()
