#!/usr/bin/python
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('', 53))
s.listen(5)
print "Server is up"
c, addr = s.accept()
print 'Got connection from', addr
print c.recv(1024)
c.close()
