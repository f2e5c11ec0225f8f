import select
import socket
import struct
import time


class Pinger:
    def __init__(self, host, identifier=0x1234):
        self.host = socket.gethostbyname(host)
        self.identifier = identifier
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.getprotobyname('icmp'))

    @staticmethod
    def checksum(packet):
        total = 0
        for i in range(0, len(packet) - 1, 2):
            total += packet[i] * 256 + packet[i + 1]
        if len(packet) % 2:
            total += packet[-1] * 256
        while total >> 16:
            total = (total & 0xffff) + (total >> 16)
        return total ^ 0xffff

    def send(self, sequence):
        body = b'Q' * 33
        packet = struct.pack('>BBHHH', 8, 0, 0, self.identifier, sequence) + body
        total = self.checksum(packet)
        self.sock.sendto(packet[:2] + struct.pack('>H', total) + packet[4:], (self.host, 1))
        return time.perf_counter()

    def receive(self, sequence, start, timeout=2):
        left = timeout
        while left > 0:
            readable, _, _ = select.select([self.sock], [], [], left)
            if not readable:
                break
            packet = self.sock.recv(1024)
            header = packet[20:28]
            kind, _, _, identifier, seq = struct.unpack('>BBHHH', header)
            if kind == 0 and (identifier, seq) == (self.identifier, sequence):
                return packet[8], (time.perf_counter() - start) * 1000
            left = timeout - (time.perf_counter() - start)
        return None

    def run(self, count):
        for sequence in range(count):
            answer = self.receive(sequence, self.send(sequence))
            if answer is None:
                print('request timed out')
            else:
                print('%s: seq %d, TTL %d, %.2f ms' % (self.host, sequence, answer[0], answer[1]))


Pinger('localhost').run(3)
