import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;

public class WebServer {
    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(8080)) {
            while (true) {
                Socket socket = listener.accept();
                new Thread(() -> serve(socket)).start();
            }
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            OutputStream out = socket.getOutputStream();
            String request = in.readLine();
            if (request == null) return;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                System.out.println(line);
            }
            String path = request.split(" ")[1].substring(1);
            Path file = Paths.get(path);
            if (path.isEmpty()) {
                respond(out, "200 OK", "<p>Home page</p>".getBytes(StandardCharsets.UTF_8));
            } else if (Files.isRegularFile(file)) {
                respond(out, "200 OK", Files.readAllBytes(file));
            } else {
                respond(out, "404 Not Found", "<p>No such page</p>".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }

    private static void respond(OutputStream out, String status, byte[] body) throws IOException {
        String header = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }
}
