import socket

def server_program():
    host = 'localhost'
    port = 53

    server_socket = socket.socket()
    server_socket.bind((host, port))
    server_socket.listen(2)
    conn, address = server_socket.accept()
    print("Connection from: " + str(address))
    data = conn.recv(1024).decode()
    print("from connected user: " + str(data))
    data = "Server: HELLO"
    conn.send(data.encode())
    conn.close()


if __name__ == '__main__':
    server_program()
