import socket
import time

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.settimeout(1)
for sequence in range(1, 4):
    start = time.time()
    sock.sendto(('Ping %d' % sequence).encode(), ('127.0.0.1', 12000))
    try:
        data, addr = sock.recvfrom(1024)
        print('%s rtt=%.3f ms' % (data.decode(), (time.time() - start) * 1000))
    except socket.timeout:
        print('Request timed out')
    except ConnectionRefusedError:
        print('Nobody there')
sock.close()
