import java.io.*;
import java.net.*;
import java.util.Scanner;

public class UpperServer {
    static final int PORT = 1200;

    public static void main(String[] args) throws IOException {
        ServerSocket server = new ServerSocket(PORT);
        System.out.println("Server running on " + PORT);
        Socket client = server.accept();
        Scanner in = new Scanner(client.getInputStream());
        PrintStream out = new PrintStream(client.getOutputStream());
        String line = in.nextLine();
        out.println(line.toUpperCase());
        client.close();
        server.close();
    }
}
