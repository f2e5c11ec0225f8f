import java.io.IOException;
import java.net.Socket;

/** File transfer: the client. The hand-out (README.md) says what it has to do. */
public class Client {
    static final String HOST = "localhost";
    static final int PORT = 6000;

    public static void main(String[] args) throws IOException {
        try (Socket server = new Socket(HOST, PORT)) {
            System.out.println("connected");
            // Your part: read a name from the keyboard, send it behind its length (4 bytes in network byte order), receive
            // the file, and keep it as received- and its name.
        }
    }
}
