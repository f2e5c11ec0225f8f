import java.io.PrintWriter;
import java.net.ServerSocket;
import java.net.Socket;

public class ThankServer {
    public static void main(String[] args) throws Exception {
        try (ServerSocket server = new ServerSocket(12345, 5)) {
            while (true) {
                Socket client = server.accept();
                System.out.println("Got connection from " + client.getRemoteSocketAddress());
                PrintWriter out = new PrintWriter(client.getOutputStream(), true);
                out.println("Thank you for connecting");
                client.close();
            }
        }
    }
}
