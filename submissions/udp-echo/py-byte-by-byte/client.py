import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for _ in range(2):
    text = input()
    answer = ''
    for letter in text:
        s.sendto(letter.encode(), ('127.0.0.1', 12000))
        data, _ = s.recvfrom(2048)
        answer += data.decode()
    print(answer)
s.close()
