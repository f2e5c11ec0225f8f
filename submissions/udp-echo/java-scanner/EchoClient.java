import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.Scanner;

public class EchoClient {
    public static void main(String[] args) throws Exception {
        Scanner in = new Scanner(System.in);
        DatagramSocket socket = new DatagramSocket();
        socket.setSoTimeout(1500);
        InetAddress host = InetAddress.getLocalHost();
        while (in.hasNextLine()) {
            byte[] text = in.nextLine().getBytes();
            DatagramPacket answer = new DatagramPacket(new byte[2048], 2048);
            for (int attempt = 0; attempt < 3; attempt++) {
                socket.send(new DatagramPacket(text, text.length, host, 12000));
                try {
                    socket.receive(answer);
                    System.out.println(new String(answer.getData(), 0, answer.getLength()));
                    break;
                } catch (SocketTimeoutException e) {
                    System.out.println("no answer, once more");
                }
            }
        }
        socket.close();
    }
}
