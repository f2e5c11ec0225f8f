from socket import *

s = socket(AF_INET, SOCK_STREAM)
s.bind(("localhost", 54))
s.listen(1)
conn, addr = s.accept()
print("Chat started, type BYE to stop")
while True:
    msg = conn.recv(2048).decode()
    if msg == "" or msg == "BYE":
        print("client is gone")
        break
    print("Client:", msg)
    answer = input("Me: ")
    if answer == "BYE":
        break
    conn.sendall(answer.encode())
conn.close()
s.close()
