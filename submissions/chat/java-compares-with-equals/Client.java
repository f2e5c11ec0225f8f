import java.io.IOException;
import java.net.Socket;
import java.util.Scanner;

public class Client {
    public static void main(String[] args) throws IOException {
        Socket s = new Socket("localhost", 54);
        Scanner sc = new Scanner(System.in);
        byte[] buf = new byte[1024];
        while (true) {
            System.out.print("You: ");
            String msg = sc.nextLine();
            s.getOutputStream().write(msg.getBytes());
            if (msg == "BYE") {
                break;
            }
            int n = s.getInputStream().read(buf);
            if (n < 0) {
                break;
            }
            String reply = new String(buf, 0, n);
            System.out.println("Server: " + reply);
            if (reply == "BYE") {
                break;
            }
        }
        s.close();
    }
}
