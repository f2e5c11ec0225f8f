import java.net.Socket;
import java.util.Scanner;

public class ThankClient {
    public static void main(String[] args) throws Exception {
        Socket socket = new Socket("127.0.0.1", 12345);
        System.out.println(new Scanner(socket.getInputStream()).nextLine());
        socket.close();
    }
}
