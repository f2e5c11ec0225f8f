#!/usr/bin/python
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(('localhost', 53))
s.send('HELLO')
print "Sent"
s.close()
