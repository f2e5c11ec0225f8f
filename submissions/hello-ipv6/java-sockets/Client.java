import java.io.*;
import java.net.*;

public class Client {
    public static void main(String[] args) throws IOException {
        try (Socket server = new Socket(InetAddress.getByName("::1"), 9000)) {
            server.getOutputStream().write("HELLO".getBytes());
            byte[] text = new byte[100];
            int length = server.getInputStream().read(text);
            System.out.println(new String(text, 0, length));
        }
    }
}
