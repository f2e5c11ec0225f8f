import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** Echo over UDP: the client. The hand-out (README.md) says what it has to do. */
public class Client {
    static final String HOST = "localhost";
    static final int PORT = 12000;

    public static void main(String[] args) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            InetAddress server = InetAddress.getByName(HOST);
            // Your part: send each line that is typed, and print the answer. This sends nothing but an empty one:
            socket.send(new DatagramPacket(new byte[0], 0, server, PORT));
        }
    }
}
