import socket

def client_program():
    host = 'localhost'
    port = 53

    client_socket = socket.socket()
    client_socket.connect((host, port))
    message = "HELLO"
    client_socket.send(message.encode())
    data = client_socket.recv(1024).decode()
    print('Received from server: ' + data)
    client_socket.close()


if __name__ == '__main__':
    client_program()
