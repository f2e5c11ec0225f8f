import java.io.*;
import java.net.*;

public class UpperClient {
    public static void main(String[] args) throws IOException {
        BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
        Socket socket = new Socket("localhost", 12001);
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        out.println(keyboard.readLine());
        System.out.println(in.readLine());
        socket.close();
    }
}
