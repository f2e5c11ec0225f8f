from socket import *

s = socket(AF_INET, SOCK_STREAM)
s.connect(("localhost", 54))
print("Chat started, type BYE to stop")
while True:
    msg = input("Me: ")
    if msg == "BYE":
        break
    s.sendall(msg.encode())
    answer = s.recv(2048).decode()
    if answer == "" or answer == "BYE":
        print("server is gone")
        break
    print("Server:", answer)
s.close()
