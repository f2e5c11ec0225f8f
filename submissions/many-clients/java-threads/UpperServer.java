import java.io.*;
import java.net.*;

public class UpperServer {
    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(12001);
        while (true) {
            Socket socket = listener.accept();
            new Thread(() -> serve(socket)).start();
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
            String line;
            while ((line = in.readLine()) != null) {
                out.println(line.toUpperCase());
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }
}
