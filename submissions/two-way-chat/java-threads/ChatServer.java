import java.io.*;
import java.net.*;

public class ChatServer {
    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(5555); Socket socket = listener.accept()) {
            Talk.over(socket);
        }
    }
}
