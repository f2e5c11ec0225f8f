# -*- coding: utf-8 -*-
# Trabalho de Redes - servidor TCP
import socket

HOST = ''
PORTA = 12000

tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
tcp.bind((HOST, PORTA))
tcp.listen(1)
print('Aguardando conexão...')
con, cliente = tcp.accept()
print('Conectado por', cliente)
msg = con.recv(1024).decode('utf-8')
print('Mensagem recebida:', msg)
con.send(msg.upper().encode('utf-8'))
print('Finalizando conexão do cliente', cliente)
con.close()
tcp.close()
