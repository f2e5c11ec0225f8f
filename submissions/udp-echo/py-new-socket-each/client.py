import socket


def ask(text):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.settimeout(2)
    sock.sendto(text.encode(), ('localhost', 12000))
    try:
        return sock.recvfrom(2048)[0].decode()
    except socket.timeout:
        return ask(text)
    finally:
        sock.close()


print(ask(input('1: ')))
print(ask(input('2: ')))
