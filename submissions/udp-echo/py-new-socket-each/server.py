import socket
import threading

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(('0.0.0.0', 12000))


def answer(data, addr):
    reply = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    reply.sendto(data, addr)
    reply.close()


while True:
    threading.Thread(target=answer, args=sock.recvfrom(2048)).start()
