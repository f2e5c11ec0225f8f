import java.io.*;
import java.net.*;
import java.text.SimpleDateFormat;
import java.util.Date;

public class Server {
    public static void main(String[] args) throws IOException {
        ServerSocket ss = new ServerSocket(8000);
        Socket s = ss.accept();
        PrintWriter out = new PrintWriter(s.getOutputStream(), true);
        out.println(new SimpleDateFormat("dd/MM/yyyy HH:mm:ss").format(new Date()));
        s.close();
        ss.close();
    }
}
