import java.io.*;
import java.net.*;

class UDPClient {
    public static void main(String[] args) throws Exception {
        BufferedReader inFromUser = new BufferedReader(new InputStreamReader(System.in));
        DatagramSocket clientSocket = new DatagramSocket();
        InetAddress address = InetAddress.getByName("localhost");
        byte[] sendData = inFromUser.readLine().getBytes();
        byte[] receiveData = new byte[1024];
        clientSocket.send(new DatagramPacket(sendData, sendData.length, address, 12000));
        DatagramPacket receivePacket = new DatagramPacket(receiveData, receiveData.length);
        clientSocket.receive(receivePacket);
        System.out.println("FROM SERVER: " + new String(receivePacket.getData()));
        clientSocket.close();
    }
}
