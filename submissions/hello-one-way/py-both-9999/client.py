import socket

client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
# 53 gave me permission denied
client.connect(('127.0.0.1', 9999))
client.send("HELLO".encode())
client.close()
