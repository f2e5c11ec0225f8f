import socket
import threading
import os

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
client.connect(('127.0.0.1', 54))


def receive():
    while True:
        msg = client.recv(1024).decode('utf-8')
        if not msg or msg.strip() == 'BYE':
            print("\nServer left the chat")
            client.close()
            os._exit(0)
        print(f"\nServer: {msg}\nYou: ", end="", flush=True)


def write():
    while True:
        text = input("You: ")
        client.send(text.encode('utf-8'))
        if text == 'BYE':
            client.close()
            os._exit(0)


receive_thread = threading.Thread(target=receive)
receive_thread.start()

write_thread = threading.Thread(target=write)
write_thread.start()
