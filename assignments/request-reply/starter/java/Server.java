import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Request and reply: the server. The hand-out (README.md) says what it has to do. */
public class Server {
    static final int PORT = 9000;

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT)) {
            System.out.println("waiting on port " + PORT);
            try (Socket client = listener.accept()) {
                System.out.println("connected");
                // Your part: reply to each request with its length, until the client has closed.
            }
        }
    }
}
