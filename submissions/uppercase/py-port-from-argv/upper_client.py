import argparse
import socket
import sys

parser = argparse.ArgumentParser(description="upper case client")
parser.add_argument("host")
parser.add_argument("port", type=int)
args = parser.parse_args()

with socket.create_connection((args.host, args.port)) as conn:
    line = sys.stdin.readline().rstrip("\n")
    conn.sendall(line.encode("ascii"))
    print(conn.recv(4096).decode("ascii"))
