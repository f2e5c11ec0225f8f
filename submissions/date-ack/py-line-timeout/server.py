import socketserver, datetime
class H(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(datetime.datetime.now().strftime('%d/%m/%Y %H:%M:%S').encode() + b'\r\n')
        print('ack:', self.rfile.readline())
class S(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
if __name__ == '__main__':
    with S(('', 8000), H) as s:
        s.handle_request()
        s.server_close()
