# -*- coding: utf-8 -*-
# Trabalho de Redes - cliente TCP
import socket

HOST = '127.0.0.1'
PORTA = 12000

tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
tcp.connect((HOST, PORTA))
print('Digite uma frase em letras minúsculas:')
msg = input()
tcp.send(msg.encode('utf-8'))
print('Resposta do servidor:', tcp.recv(1024).decode('utf-8'))
tcp.close()
