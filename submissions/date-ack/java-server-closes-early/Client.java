import java.io.*;
import java.net.Socket;

public class Client {
    public static void main(String[] args) throws IOException {
        Socket s = new Socket("localhost", 8000);
        BufferedReader in = new BufferedReader(new InputStreamReader(s.getInputStream()));
        System.out.println(in.readLine());
        s.getOutputStream().write("received\n".getBytes());
        in.readLine(); // null, once the server has closed
        s.close();
    }
}
