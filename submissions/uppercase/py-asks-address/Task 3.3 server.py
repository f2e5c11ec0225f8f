import socket

ip = input("IP [press Enter for all]: ")
port = int(input("Port: "))

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((ip, port))
s.listen(5)
print("Server started at", ip, port)
c, a = s.accept()
print(a, "connected")
text = c.recv(1024).decode()
c.send(text.upper().encode())
c.close()
s.close()
