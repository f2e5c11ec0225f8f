import os
import socketserver

PORT = int(os.environ.get("PORT", 53))


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data = self.request.recv(1024).strip()
        print("{} wrote: {}".format(self.client_address[0], data))
        self.request.sendall(b"HELLO")


if __name__ == "__main__":
    socketserver.TCPServer.allow_reuse_address = True
    with socketserver.TCPServer(("localhost", PORT), Handler) as server:
        server.serve_forever()
