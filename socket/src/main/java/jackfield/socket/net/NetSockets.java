package jackfield.socket.net;

import jackfield.socket.SocketLayer;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Objects;
import javax.net.ServerSocketFactory;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.net}'s sockets over one {@link SocketLayer}: for code that is handed a socket or a factory.
 *
 * <pre>
 *   NetSockets net = NetSockets.on(host.sockets());
 *   try (ServerSocket listener = net.serverSocketFactory().createServerSocket(8080)) { ...
 *   try (Socket socket = net.socketFactory().createSocket("10.0.0.2", 8080)) { ...
 * </pre>
 *
 * <p>They behave as the JDK's own do, exceptions and texts included: docs/parity.md lists what differs. Names are
 * resolved by {@link java.net.InetAddress}. Thread-safe; has nothing to close, each socket has.
 */
public final class NetSockets {
    private final SocketLayer layer;

    private NetSockets(SocketLayer layer) {
        this.layer = Objects.requireNonNull(layer);
    }

    /** {@return the sockets of a layer} */
    public static NetSockets on(SocketLayer layer) {
        return new NetSockets(layer);
    }

    /** {@return an unconnected socket, as {@code new Socket()} is} */
    public Socket socket() throws java.net.SocketException {
        return new NetSocket(new NetStream(layer, false));
    }

    /** {@return an unbound listener, as {@code new ServerSocket()} is} */
    public ServerSocket serverSocket() {
        return new NetServerSocket(layer);
    }

    /** {@return a datagram socket bound to a free port, as {@code new DatagramSocket()} is} */
    public DatagramSocket datagramSocket() throws java.net.SocketException {
        return datagramSocket(new InetSocketAddress(0));
    }

    /** {@return a datagram socket bound to an address, unbound if {@code local} is null} */
    public DatagramSocket datagramSocket(@Nullable SocketAddress local) throws java.net.SocketException {
        return NetDatagramSocket.open(layer, local);
    }

    /** {@return a factory whose {@code createSocket} does what the constructors of {@link Socket} do} */
    public SocketFactory socketFactory() {
        return new NetSocketFactory(layer);
    }

    /** {@return a factory whose {@code createServerSocket} does what the constructors of {@link ServerSocket} do} */
    public ServerSocketFactory serverSocketFactory() {
        return new NetServerSocketFactory(layer);
    }
}
