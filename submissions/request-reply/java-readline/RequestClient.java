import java.io.*;
import java.net.*;
import java.util.Scanner;

public class RequestClient {
    public static void main(String[] args) throws IOException {
        Scanner keyboard = new Scanner(System.in);
        try (Socket socket = new Socket("localhost", 9000)) {
            PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            while (keyboard.hasNextLine()) {
                String request = keyboard.nextLine();
                if (request.equals("exit")) break;
                out.println(request);
                System.out.println("Server: " + in.readLine());
            }
        }
    }
}
