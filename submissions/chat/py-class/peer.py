import socket
import sys


class Chat:
    def __init__(self, sock):
        self.sock = sock
        self.open = True

    def hear(self):
        text = self.sock.recv(4096).decode().strip()
        if text in ("", "BYE"):
            self.open = False
        else:
            print("<<", text)

    def say(self):
        text = input(">> ")
        self.sock.sendall(text.encode())
        if text == "BYE":
            self.open = False

    def run(self, speaks_first):
        with self.sock:
            if not speaks_first:
                self.hear()
            while self.open:
                self.say()
                if self.open:
                    self.hear()


if sys.argv[1] == "listen":
    with socket.create_server(("", int(sys.argv[2]))) as listener:
        conn, _ = listener.accept()
        Chat(conn).run(speaks_first=False)
else:
    conn = socket.create_connection((sys.argv[2], int(sys.argv[3])))
    Chat(conn).run(speaks_first=True)
