package app;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;

public class Server {

    private static final int PORT = 53;

    public static void main(String[] args) throws IOException {
        ServerSocket serverSocket = new ServerSocket(PORT);
        System.out.println("Server started on port " + PORT);
        Socket socket = serverSocket.accept();
        System.out.println("Client connected: " + socket.getInetAddress());
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[100];
        int n = in.read(buffer);
        System.out.println("Received: " + new String(buffer, 0, n));
        socket.close();
        serverSocket.close();
    }
}
