import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(("127.0.0.1", 53))
s.send("HELLO".encode())
reply = s.recv(1024).decode()
print("Server:", reply)
s.close()
