import socketserver


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            text = line.decode().rstrip('\r\n')
            self.wfile.write(f'{len(text)}\n'.encode())


socketserver.TCPServer.allow_reuse_address = True
with socketserver.TCPServer(('', 9000), Handler) as server:
    server.serve_forever()
