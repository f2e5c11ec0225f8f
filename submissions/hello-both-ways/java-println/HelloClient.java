import java.io.*;
import java.net.*;

public class HelloClient {
    public static void main(String[] args) {
        try {
            Socket s = new Socket("localhost", 53);
            PrintWriter pw = new PrintWriter(s.getOutputStream(), true);
            BufferedReader br = new BufferedReader(new InputStreamReader(s.getInputStream()));

            pw.println("HELLO");
            String str = br.readLine();
            System.out.println("server: " + str);

            s.close();
        } catch (Exception e) {
            System.out.println(e);
        }
    }
}
