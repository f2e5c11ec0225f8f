import sys
import socket

def main():
    if len(sys.argv) != 2:
        print("Usage: python3 listener.py <port>")
        sys.exit(1)
    port = int(sys.argv[1])
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind(("0.0.0.0", port))
        s.listen()
        conn, addr = s.accept()
        with conn:
            print("Connected by", addr)
            print(conn.recv(1024))

if __name__ == "__main__":
    main()
