package chat;

import java.io.*;
import java.net.*;
import java.util.Scanner;

public class ChatClient {
    public static void main(String[] args) throws Exception {
        Socket socket = new Socket("127.0.0.1", 54);
        System.out.println("Connected");

        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        Scanner keyboard = new Scanner(System.in);

        while (true) {
            System.out.print("Client: ");
            String message = keyboard.nextLine();
            out.println(message);
            if (message.equals("BYE")) {
                break;
            }
            String line = in.readLine();
            if (line == null || line.equals("BYE")) {
                break;
            }
            System.out.println("Server: " + line);
        }
        socket.close();
    }
}
