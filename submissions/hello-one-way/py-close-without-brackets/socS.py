import socket

HOST = ''
PORT = 53
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.bind((HOST, PORT))
sock.listen()
conn, addr = sock.accept()
print("connected by", addr)
while True:
    data = conn.recv(1024)
    if not data:
        break
    print(data.decode())
conn.close
sock.close
