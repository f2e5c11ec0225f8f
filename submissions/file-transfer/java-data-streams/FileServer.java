import java.io.*;
import java.net.*;
import java.nio.file.*;

public class FileServer {
    public static void main(String[] args) throws IOException {
        try (ServerSocket listener = new ServerSocket(6000)) {
            while (true) {
                try (Socket client = listener.accept()) {
                    DataInputStream in = new DataInputStream(client.getInputStream());
                    DataOutputStream out = new DataOutputStream(client.getOutputStream());
                    byte[] name = new byte[in.readInt()];
                    in.readFully(name);
                    byte[] content = Files.readAllBytes(Paths.get(new String(name)));
                    out.writeInt(content.length);
                    out.write(content);
                } catch (IOException e) {
                    System.err.println(e.getMessage());
                }
            }
        }
    }
}
