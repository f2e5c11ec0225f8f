import socket

def server_program():
    port = 54
    server_socket = socket.socket()
    server_socket.bind(('', port))
    server_socket.listen(2)
    conn, address = server_socket.accept()
    print("Connection from: " + str(address))
    while True:
        data = conn.recv(1024).decode()
        if not data:
            break
        print("from client: " + data)
        if data == 'BYE':
            break
        reply = input(' -> ')
        conn.send(reply.encode())
        if reply == 'BYE':
            break
    conn.close()
    server_socket.close()


if __name__ == '__main__':
    server_program()
