import java.io.IOException;
import java.net.Socket;

/** Hello over IPv6: the client. The hand-out (README.md) says what it has to do. */
public class Client {
    static final String HOST = "::1";
    static final int PORT = 9000;

    public static void main(String[] args) throws IOException {
        try (Socket server = new Socket(HOST, PORT)) {
            System.out.println("connected");
            // Your part: send HELLO, receive the answer, and print it.
        }
    }
}
