import socket

def client_program():
    host = 'localhost'
    port = 54
    client_socket = socket.socket()
    client_socket.connect((host, port))
    while True:
        message = input(" -> ")
        client_socket.send(message.encode())
        if message == 'BYE':
            break
        data = client_socket.recv(1024).decode()
        if not data:
            break
        print('from server: ' + data)
        if data == 'BYE':
            break
    client_socket.close()


if __name__ == '__main__':
    client_program()
