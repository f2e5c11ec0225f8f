import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Scanner;

public class Server {
    public static void main(String[] args) throws IOException {
        ServerSocket ss = new ServerSocket(54);
        Socket s = ss.accept();
        System.out.println("Client connected");
        Scanner sc = new Scanner(System.in);
        byte[] buf = new byte[1024];
        while (true) {
            int n = s.getInputStream().read(buf);
            if (n < 0) {
                break;
            }
            String msg = new String(buf, 0, n);
            System.out.println("Client: " + msg);
            if (msg == "BYE") {
                break;
            }
            System.out.print("You: ");
            String reply = sc.nextLine();
            s.getOutputStream().write(reply.getBytes());
            if (reply == "BYE") {
                break;
            }
        }
        s.close();
        ss.close();
    }
}
