import java.io.*;
import java.net.Socket;

public class DateClient {
    public static void main(String[] args) throws IOException {
        Socket socket = new Socket("localhost", 8000);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        System.out.println("The date is " + in.readLine());
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        out.println("Acknowledged");
        socket.close();
    }
}
