import java.io.IOException;
import java.net.Socket;

/** Many clients at once: the client. The hand-out (README.md) says what it has to do. */
public class Client {
    static final String HOST = "localhost";
    static final int PORT = 12001;

    public static void main(String[] args) throws IOException {
        try (Socket server = new Socket(HOST, PORT)) {
            System.out.println("connected");
            // Your part: read a line from the keyboard, send it, receive the answer, and print it.
        }
    }
}
