import java.io.*;
import java.net.*;

public class Server {
    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(9000); Socket client = listener.accept()) {
            byte[] text = new byte[100];
            int length = client.getInputStream().read(text);
            System.out.println(new String(text, 0, length));
            client.getOutputStream().write("HELLO".getBytes());
        }
    }
}
