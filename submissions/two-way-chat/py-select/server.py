import select
import socket
import sys


def chat(conn):
    while True:
        ready, _, _ = select.select([conn, sys.stdin], [], [])
        if conn in ready:
            text = conn.recv(2048).decode()
            if text == '' or 'BYE' in text.split('\n'):
                return
            print('<<', text.rstrip())
        if sys.stdin in ready:
            line = sys.stdin.readline()
            if line == '':
                return
            conn.sendall(line.encode())
            if line.strip() == 'BYE':
                return


if __name__ == '__main__':
    with socket.create_server(('', 5555)) as listener:
        conn, _ = listener.accept()
        with conn:
            chat(conn)
