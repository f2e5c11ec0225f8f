import java.io.*;
import java.net.*;

class Talk {
    /** The keyboard is read by a thread that does not keep the program alive. */
    static void over(Socket socket) throws IOException {
        PrintWriter out = new PrintWriter(socket.getOutputStream(), true);
        Thread typing = new Thread(() -> type(socket, out));
        typing.setDaemon(true);
        typing.start();
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
        String line;
        while ((line = in.readLine()) != null && !line.equals("BYE")) {
            System.out.println("They: " + line);
        }
    }

    private static void type(Socket socket, PrintWriter out) {
        try {
            BufferedReader keyboard = new BufferedReader(new InputStreamReader(System.in));
            String line;
            while ((line = keyboard.readLine()) != null) {
                out.println(line);
                if (line.equals("BYE")) {
                    socket.shutdownOutput();
                    return;
                }
            }
        } catch (IOException e) {
            System.err.println(e.getMessage());
        }
    }
}
