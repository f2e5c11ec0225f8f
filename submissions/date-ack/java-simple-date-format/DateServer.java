import java.io.*;
import java.net.*;
import java.text.SimpleDateFormat;
import java.util.Date;

public class DateServer {
    public static void main(String[] args) throws IOException {
        ServerSocket listener = new ServerSocket(8000);
        try (Socket socket = listener.accept()) {
            PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
            out.println(new SimpleDateFormat("dd/MM/yyyy HH:mm:ss").format(new Date()));
            System.out.println("Client: " + in.readLine());
        }
        listener.close();
    }
}
