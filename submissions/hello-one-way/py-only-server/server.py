import socket

def start():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.bind(("127.0.0.1", 53))
    s.listen(5)
    print("[*] Listening on 127.0.0.1:53")
    client, addr = s.accept()
    print("[*] Accepted connection from: %s:%d" % (addr[0], addr[1]))
    print("[*] Received: %s" % client.recv(1024).decode())
    client.close()
    s.close()

start()
