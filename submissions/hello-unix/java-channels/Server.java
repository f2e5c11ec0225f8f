import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

public class Server {
    public static void main(String[] args) throws IOException {
        Path path = Path.of("chat.sock");
        Files.deleteIfExists(path);
        try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listener.bind(UnixDomainSocketAddress.of(path));
            try (SocketChannel client = listener.accept()) {
                ByteBuffer buffer = ByteBuffer.allocate(1024);
                client.read(buffer);
                System.out.println(StandardCharsets.UTF_8.decode(buffer.flip()));
                client.write(ByteBuffer.wrap("HELLO".getBytes(StandardCharsets.UTF_8)));
            }
        }
        Files.deleteIfExists(path);
    }
}
