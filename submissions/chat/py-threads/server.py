import socket
import threading
import os

HOST = '0.0.0.0'
PORT = 54

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((HOST, PORT))
server.listen()
print(f"Server listening on {HOST}:{PORT}")
client, address = server.accept()
print(f"Connected with {address}")


def receive():
    while True:
        msg = client.recv(1024).decode('utf-8')
        if not msg or msg.strip() == 'BYE':
            print("\nClient left the chat")
            client.close()
            os._exit(0)
        print(f"\nClient: {msg}\nYou: ", end="", flush=True)


thread = threading.Thread(target=receive)
thread.daemon = True
thread.start()

while True:
    text = input("You: ")
    client.send(text.encode('utf-8'))
    if text == 'BYE':
        client.close()
        os._exit(0)
