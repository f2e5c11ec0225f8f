import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('0.0.0.0', 12000))
s.listen(5)
conn, addr = s.accept()
print('Connection address:', addr)
while 1:
    data = conn.recv(1024)
    print("received data:", data)
    if data:
        conn.send(data.upper())
