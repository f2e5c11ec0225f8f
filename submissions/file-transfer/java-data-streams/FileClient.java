import java.io.*;
import java.net.*;
import java.util.Scanner;

public class FileClient {
    public static void main(String[] args) throws IOException {
        String name = new Scanner(System.in).nextLine();
        try (Socket socket = new Socket("localhost", 6000);
                FileOutputStream file = new FileOutputStream("received-" + name)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            out.writeInt(name.length());
            out.writeBytes(name);
            byte[] content = new byte[in.readInt()];
            in.readFully(content);
            file.write(content);
        }
    }
}
