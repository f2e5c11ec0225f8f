import java.io.*;
import java.net.*;

public class Client {
    public static void main(String[] args) throws IOException {
        Socket s = new Socket("localhost", 53);
        s.getOutputStream().write("HELLO".getBytes());
        byte[] b = new byte[1024];
        int n = s.getInputStream().read(b);
        System.out.println("message= " + new String(b, 0, n));
        s.close();
    }
}
