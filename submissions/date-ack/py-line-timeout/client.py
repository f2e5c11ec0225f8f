from contextlib import closing
import socket
with closing(socket.create_connection(('localhost', 8000), timeout=3)) as c, c.makefile('rw', newline='\n') as f:
    print(f.readline().strip())
    f.write('got it, thanks\n'); f.flush()
