package jackfield.socket.net;

import static jackfield.socket.SocketOptions.TCP_CONGESTION;
import static jackfield.socket.SocketOptions.TCP_INFO;
import static jackfield.socket.SocketOptions.TCP_USER_TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;

import jackfield.socket.LiveHost;
import jackfield.socket.OpenedHere;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** The examples of docs/JVM-SOCKETS.md; what stands between two marks is shown there to the letter. */
final class PageSnippets {
    private PageSnippets() {}

    // factories
    static String greet(LiveHost host) throws IOException {
        NetSockets net = NetSockets.on(host.sockets());
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket listener = net.serverSocketFactory().createServerSocket(8080, 50, here);
                Socket client = net.socketFactory().createSocket(here, 8080);
                Socket accepted = listener.accept()) {
            client.getOutputStream().write("hello".getBytes(UTF_8));
            client.shutdownOutput();
            return new String(accepted.getInputStream().readAllBytes(), UTF_8);
        }
    }
    // factories

    // datagrams
    static String ask(LiveHost host) throws IOException {
        NetSockets net = NetSockets.on(host.sockets());
        try (DatagramSocket server = net.datagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 5353));
                DatagramSocket client = net.datagramSocket()) {
            byte[] question = "who?".getBytes(UTF_8);
            client.send(new DatagramPacket(question, question.length, server.getLocalSocketAddress()));
            DatagramPacket asked = new DatagramPacket(new byte[512], 512);
            server.receive(asked);
            return new String(asked.getData(), 0, asked.getLength(), UTF_8);
        }
    }
    // datagrams

    // options
    static String tune(Socket socket) throws IOException {
        socket.setOption(TCP_CONGESTION, "bbr");
        socket.setOption(TCP_USER_TIMEOUT, Duration.ofSeconds(5));
        return socket.getOption(TCP_CONGESTION) + ", "
                + socket.getOption(TCP_INFO).state();
    }
    // options

    // leaks
    static List<OpenedHere> leaks(LiveHost host) throws IOException {
        host.sockets().traceOpening(true);
        NetSockets.on(host.sockets()).serverSocketFactory().createServerSocket(0);

        return host.sockets().openSockets().stream()
                .flatMap(socket -> socket.openedHere().stream())
                .toList();
    }
    // leaks
}
