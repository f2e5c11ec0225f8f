import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;

/** Echo over UDP: the server. The hand-out (README.md) says what it has to do. */
public class Server {
    static final int PORT = 12000;

    public static void main(String[] args) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(PORT)) {
            System.out.println("waiting on port " + PORT);
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            // Your part: send each datagram back to where it came from, for ever.
        }
    }
}
