package app;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

public class Client {

    public static void main(String[] args) throws IOException {
        Socket socket = new Socket("localhost", 53);
        OutputStream out = socket.getOutputStream();
        out.write("HELLO".getBytes());
        out.flush();
        socket.close();
        System.out.println("done");
    }
}
