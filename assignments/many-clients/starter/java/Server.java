import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Many clients at once: the server. The hand-out (README.md) says what it has to do. */
public class Server {
    static final int PORT = 12001;

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT, 5)) {
            System.out.println("waiting on port " + PORT);
            try (Socket client = listener.accept()) {
                System.out.println("connected");
                // Your part: send back in upper case what this client sends, while others are served too.
            }
        }
    }
}
