import socket

s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
s.bind(('::', 12000))
while 1:
    data, addr = s.recvfrom(65535)
    s.sendto(data.decode().upper().encode(), addr)
