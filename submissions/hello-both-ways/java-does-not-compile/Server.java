import java.io.*;
import java.net.*;

public class TCPServer {
    public static void main(String[] args) throws IOException {
        ServerSocket ss = new ServerSocket(53);
        Socket s = ss.accept();
        DataInputStream dis = new DataInputStream(s.getInputStream())
        byte[] b = new byte[1024];
        int n = dis.read(b);
        System.out.println("message= " + new String(b, 0, n));
        s.getOutputStream().write("HELLO".getBytes());
        s.close();
        ss.close();
    }
}
