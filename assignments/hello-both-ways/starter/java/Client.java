import java.io.IOException;
import java.net.Socket;

/** Hello, both ways: the client. The hand-out (README.md) says what it has to do. */
public class Client {
    static final String HOST = "localhost";
    static final int PORT = 53;

    public static void main(String[] args) throws IOException {
        try (Socket server = new Socket(HOST, PORT)) {
            System.out.println("connected");
            // Your part: send HELLO, receive the answer, and print it.
        }
    }
}
