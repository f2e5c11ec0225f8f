import java.io.*;
import java.net.*;
import java.util.Scanner;

public class UpperClient {
    static final int PORT = 12001;

    public static void main(String[] args) throws IOException {
        Scanner keyboard = new Scanner(System.in);
        Socket socket = new Socket("127.0.0.1", PORT);
        Scanner in = new Scanner(socket.getInputStream());
        PrintStream out = new PrintStream(socket.getOutputStream());
        System.out.print("Enter a line: ");
        out.println(keyboard.nextLine());
        System.out.println("Server: " + in.nextLine());
        socket.close();
    }
}
