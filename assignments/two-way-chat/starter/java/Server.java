import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Two-way chat: the server. The hand-out (README.md) says what it has to do. */
public class Server {
    static final int PORT = 5555;

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT)) {
            System.out.println("waiting on port " + PORT);
            try (Socket client = listener.accept()) {
                System.out.println("connected");
                // Your part: send what is typed and print what comes, at the same time, until either says BYE.
            }
        }
    }
}
