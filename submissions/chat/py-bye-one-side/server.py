import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(('127.0.0.1', 54))
server.listen(1)
print("Waiting for connection")
client, addr = server.accept()
print("Connected with", addr)
while True:
    message = client.recv(1024).decode()
    print("Client:", message)
    if message == "BYE":
        break
    reply = input("You: ")
    client.send(reply.encode())
client.close()
server.close()
