import socket

HOST = '127.0.0.1'
PORT = 53
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.connect((HOST, PORT))
sock.sendall(b"HELLO")
sock.close
