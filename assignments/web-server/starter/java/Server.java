import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Web server. The hand-out (README.md) says what it has to do. */
public class Server {
    static final int PORT = 8080;

    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(PORT)) {
            System.out.println("http://localhost:" + PORT + "/");
            while (true) {
                try (Socket browser = listener.accept()) {
                    // Your part: read the request, and answer with the page, with the file that is asked for, or with 404.
                }
            }
        }
    }
}
