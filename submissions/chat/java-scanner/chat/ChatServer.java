package chat;

import java.io.*;
import java.net.*;
import java.util.Scanner;

public class ChatServer {
    public static void main(String[] args) throws Exception {
        ServerSocket server = new ServerSocket(54);
        System.out.println("Server is waiting for client...");
        Socket socket = server.accept();
        System.out.println("Client accepted");

        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        Scanner keyboard = new Scanner(System.in);

        String line;
        while ((line = in.readLine()) != null) {
            System.out.println("Client: " + line);
            if (line.equals("BYE")) {
                break;
            }
            System.out.print("Server: ");
            String reply = keyboard.nextLine();
            out.println(reply);
            if (reply.equals("BYE")) {
                break;
            }
        }
        System.out.println("Closing connection");
        socket.close();
        server.close();
    }
}
