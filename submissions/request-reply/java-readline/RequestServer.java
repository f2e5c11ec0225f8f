import java.io.*;
import java.net.*;

public class RequestServer {
    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(9000)) {
            while (true) {
                try (Socket client = listener.accept()) {
                    BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
                    PrintWriter out = new PrintWriter(client.getOutputStream(), true);
                    String request;
                    while ((request = in.readLine()) != null) {
                        out.println(request.length());
                    }
                }
            }
        }
    }
}
