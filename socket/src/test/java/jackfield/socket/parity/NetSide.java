package jackfield.socket.parity;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** A side with {@code java.net}'s sockets. */
interface NetSide extends Side {
    /** {@return what {@code new Socket()} is} */
    Socket socket() throws IOException;

    /** {@return what {@code new ServerSocket()} is} */
    ServerSocket server() throws IOException;

    /** {@return {@code SocketFactory.getDefault()}} */
    SocketFactory sockets();

    /** {@return {@code ServerSocketFactory.getDefault()}} */
    ServerSocketFactory servers();

    /** {@return what {@code new DatagramSocket(local)} is} */
    DatagramSocket datagrams(@Nullable SocketAddress local) throws IOException;

    /** {@return a listener on 127.0.0.1 whose port is named {@code server}} */
    default ServerSocket listener(Transcript out) throws IOException {
        ServerSocket server = out.keep(server());
        server.bind(new InetSocketAddress(loopback(), 0));
        out.port("server", server.getLocalPort());
        return server;
    }

    /** Both ends of a connection. */
    record Pair(Socket client, Socket server) {}

    /** {@return a connection over 127.0.0.1 whose ports are named {@code client} and {@code server}} */
    default Pair pair(Transcript out) throws IOException {
        return pair(out, listener(out));
    }

    /** {@return a connection to a listener} */
    default Pair pair(Transcript out, ServerSocket listener) throws IOException {
        Socket client = out.keep(socket());
        client.connect(listener.getLocalSocketAddress());
        out.port("client", client.getLocalPort());
        return new Pair(client, out.keep(listener.accept()));
    }

    static InetAddress loopback() {
        return ip("127.0.0.1");
    }

    static InetAddress ip(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static InetSocketAddress at(String literal, int port) {
        return new InetSocketAddress(ip(literal), port);
    }
}
