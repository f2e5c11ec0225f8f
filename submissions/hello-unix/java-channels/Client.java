import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

public class Client {
    public static void main(String[] args) throws IOException {
        try (SocketChannel server = SocketChannel.open(UnixDomainSocketAddress.of("chat.sock"))) {
            server.write(ByteBuffer.wrap("HELLO".getBytes(StandardCharsets.UTF_8)));
            ByteBuffer buffer = ByteBuffer.allocate(1024);
            server.read(buffer);
            System.out.println(StandardCharsets.UTF_8.decode(buffer.flip()));
        }
    }
}
