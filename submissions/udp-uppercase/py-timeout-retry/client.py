import socket

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(1)
text = input('> ')
for attempt in range(3):
    try:
        sock.sendto(text.encode(), ('127.0.0.1', 12000))
        data, _ = sock.recvfrom(4096)
        print('Received:', data.decode())
        break
    except socket.timeout:
        print('Request timed out')
sock.close()
