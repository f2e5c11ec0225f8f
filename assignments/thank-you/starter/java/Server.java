import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Thank you for connecting: the server. The hand-out (README.md) says what it has to do. */
public class Server {
    static final int PORT = 12345;

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT, 5)) {
            System.out.println("waiting on port " + PORT);
            try (Socket client = listener.accept()) {
                System.out.println("connected");
                // Your part: thank this client, close its connection, and go on to the next one, for ever.
            }
        }
    }
}
