import socket

sock = socket.create_connection(("127.0.0.1", 8000))
lines = sock.makefile()
print("Server date:", lines.readline().strip())
answer = input("Acknowledge: ")
sock.sendall((answer + "\n").encode())
sock.close()
