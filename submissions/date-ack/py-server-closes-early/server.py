import socket
from datetime import datetime

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('', 8000))
s.listen(1)
conn, addr = s.accept()
conn.sendall(datetime.now().strftime('%d/%m/%Y %H:%M:%S').encode())
conn.close()
s.close()
