import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** File transfer: the server. The hand-out (README.md) says what it has to do. */
public class Server {
    static final int PORT = 6000;

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT)) {
            System.out.println("waiting on port " + PORT);
            try (Socket client = listener.accept()) {
                System.out.println("connected");
                // Your part: receive the name (its length comes before it, 4 bytes in network byte order), and send the file
                // behind its own length. Then go on to the next client.
            }
        }
    }
}
