import java.io.IOException;
import java.net.Socket;

/** Two-way chat: the client. The hand-out (README.md) says what it has to do. */
public class Client {
    static final String HOST = "localhost";
    static final int PORT = 5555;

    public static void main(String[] args) throws IOException {
        try (Socket server = new Socket(HOST, PORT)) {
            System.out.println("connected");
            // Your part: send what is typed and print what comes, at the same time, until either says BYE.
        }
    }
}
