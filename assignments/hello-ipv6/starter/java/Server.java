import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Hello over IPv6: the server. The hand-out (README.md) says what it has to do. */
public class Server {
    static final int PORT = 9000;

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT, 5, InetAddress.getByName("::1"))) {
            System.out.println("waiting on port " + PORT);
            try (Socket client = listener.accept()) {
                System.out.println("connected");
                // Your part: receive the message, print it, and send HELLO back.
            }
        }
    }
}
