import java.io.*;
import java.net.*;

public class HelloServer {
    public static void main(String[] args) {
        try {
            ServerSocket ss = new ServerSocket(53);
            System.out.println("Waiting for client...");
            Socket s = ss.accept();
            System.out.println("Connected");

            BufferedReader br = new BufferedReader(new InputStreamReader(s.getInputStream()));
            PrintWriter pw = new PrintWriter(s.getOutputStream(), true);

            String str = br.readLine();
            System.out.println("client: " + str);
            pw.println("HELLO");

            s.close();
            ss.close();
        } catch (Exception e) {
            System.out.println(e);
        }
    }
}
