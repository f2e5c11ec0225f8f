/** Small programs as students write them. Each binds or dials and prints; none needs a partner. */

export const PYTHON_SERVER = `import socket
PORT = 12000
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(('', PORT))
s.listen(1)
print('server up')
`;

export const PYTHON_CLIENT = `from socket import *
serverName = 'localhost'
serverPort = 12000
clientSocket = socket(AF_INET, SOCK_STREAM)
print('client up')
clientSocket.connect((serverName, serverPort))
`;

export const PYTHON_UDP_SERVER = `from socket import *
serverSocket = socket(AF_INET, SOCK_DGRAM)
serverSocket.bind(('', 12000))
while True:
    message, address = serverSocket.recvfrom(2048)
    serverSocket.sendto(message.upper(), address)
`;

export const PYTHON_UDP_CLIENT = `from socket import *
clientSocket = socket(AF_INET, SOCK_DGRAM)
clientSocket.sendto(b'hello', ('localhost', 12000))
print(clientSocket.recvfrom(2048))
`;

export const C_SERVER = `#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#define PORT 8080

int main() {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address;
    memset(&address, 0, sizeof(address));
    address.sin_family = AF_INET;
    address.sin_port = htons(PORT);
    if (fd < 0) {
        bind(fd, (struct sockaddr *)&address, sizeof(address));
        listen(fd, 3);
    }
    printf("server up\\n");
    pause();
    return 0;
}
`;

export const C_CLIENT = C_SERVER.replace('bind(fd', 'connect(fd')
  .replace('        listen(fd, 3);\n', '')
  .replace('server up', 'client up')
  .replace('    pause();\n', '');

export const JAVA_SERVER = `package app;

import java.io.*;
import java.net.*;

class Helper {
    static int port() { return 3000; }
}

public class Server {
    public static void main(String[] args) throws IOException {
        System.out.println("server up");
        if (args.length > 5) {
            ServerSocket serverSocket = new ServerSocket(3000);
            new BufferedReader(new InputStreamReader(serverSocket.accept().getInputStream())).readLine();
        }
    }
}
`;

export const JAVA_CLIENT = `package app;

import java.io.*;
import java.net.*;

public class Client {
    public static void main(String[] args) throws IOException {
        System.out.println("client up");
        if (args.length > 5) new Socket("localhost", 3000);
    }
}
`;

export const JAVASCRIPT_SERVER = `const net = require('net');
const server = net.createServer((socket) => socket.end());
console.log('server up');
if (process.argv.length > 5) server.listen(33333, '127.0.0.1');
`;

export const JAVASCRIPT_CLIENT = `import net from 'node:net';
console.log('client up');
if (process.argv.length > 5) net.connect({ port: 33333, host: 'localhost' });
`;

export const TYPESCRIPT_SERVER = `import * as net from 'node:net';
const port: number = 33333;
const server: net.Server = net.createServer();
console.log('server up');
if (process.argv.length > 5) server.listen(port);
`;

export const GO_SERVER = `package main

import (
	"fmt"
	"net"
	"os"
)

func main() {
	fmt.Println("server up")
	if len(os.Args) > 5 {
		net.Listen("tcp", ":8082")
	}
}
`;

export const GO_CLIENT = GO_SERVER.replace(
  'net.Listen("tcp", ":8082")',
  'net.Dial("tcp", "localhost:8082")',
).replace('server up', 'client up');
