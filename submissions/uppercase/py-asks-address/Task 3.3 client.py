import socket

ip = input("Enter the IP address of the server: ")
port = int(input("Enter the port number: "))

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((ip, port))
text = input("Enter small letters: ")
s.send(text.encode())
print("Server sent:", s.recv(1024).decode())
s.close()
