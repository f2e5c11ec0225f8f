import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 54))
while True:
    message = input("You: ")
    client.send(message.encode())
    if message == "BYE":
        break
    reply = client.recv(1024).decode()
    print("Server:", reply)
client.close()
