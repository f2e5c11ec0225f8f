import java.io.IOException;
import java.net.Socket;

/** Date and acknowledgement: the client. The hand-out (README.md) says what it has to do. */
public class Client {
    static final String HOST = "localhost";
    static final int PORT = 8000;

    public static void main(String[] args) throws IOException {
        try (Socket server = new Socket(HOST, PORT)) {
            System.out.println("connected");
            // Your part: receive the date, print it, and send an acknowledgement.
        }
    }
}
