import os
import socket
import time

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('', 53))
s.listen(5)
print('ready')
conn, addr = s.accept()

if os.fork() == 0:
    # logger, runs in background
    os.setsid()
    while True:
        time.sleep(60)
        with open('server.log', 'a') as log:
            log.write('still alive\n')

print('connected:', addr)
print(conn.recv(1024).decode())
conn.send(b'HELLO')
conn.close()
s.close()
