import java.io.IOException;
import java.net.Socket;

/** Chat until BYE: the client. The hand-out (README.md) says what it has to do. */
public class Client {
    static final String HOST = "localhost";
    static final int PORT = 54;

    public static void main(String[] args) throws IOException {
        try (Socket server = new Socket(HOST, PORT)) {
            System.out.println("connected");
            // Your part: in turns, say a line and hear one, until either of you says BYE.
        }
    }
}
