import java.io.IOException;
import java.net.Socket;

/** Request and reply: the client. The hand-out (README.md) says what it has to do. */
public class Client {
    static final String HOST = "localhost";
    static final int PORT = 9000;

    public static void main(String[] args) throws IOException {
        try (Socket server = new Socket(HOST, PORT)) {
            System.out.println("connected");
            // Your part: send each line that is typed, and print the reply, until the input ends.
        }
    }
}
