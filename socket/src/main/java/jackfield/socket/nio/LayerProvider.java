package jackfield.socket.nio;

import jackfield.socket.Family;
import jackfield.socket.Hatch;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketLayer;
import jackfield.socket.SocketOptions;
import jackfield.socket.Type;
import jackfield.socket.option.Refusals;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Objects;

/**
 * The channels and selectors of one {@link SocketLayer}: our stack's, a simulated host's, or the kernel's.
 *
 * <p>An instance, not the JVM's own provider: whoever has it opens channels by it, and everything else stays as it
 * is. Its selectors take the channels of all such providers. Without a family, sockets are IPv6 and speak IPv4, too.
 * Thread-safe; has nothing to close, each channel has.
 */
public final class LayerProvider extends SelectorProvider {
    private final SocketLayer layer;

    private LayerProvider(SocketLayer layer) {
        this.layer = layer;
    }

    /** {@return a provider of channels over a layer} */
    public static LayerProvider of(SocketLayer layer) {
        return new LayerProvider(layer);
    }

    /** {@return where its channels are} */
    public SocketLayer layer() {
        return layer;
    }

    private static Family family(ProtocolFamily family) {
        Objects.requireNonNull(family, "'family' is null");
        if (family == StandardProtocolFamily.INET) {
            return Family.INET;
        }
        if (family == StandardProtocolFamily.INET6) {
            return Family.INET6;
        }
        throw new UnsupportedOperationException("Protocol family not supported");
    }

    private Socket socket(Family family, Type type) throws IOException {
        try {
            return layer.socket(family, type);
        } catch (SocketException e) {
            throw Refusals.ofCall(e);
        }
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return stream(Family.INET6);
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        return stream(family(family));
    }

    private SocketChannel stream(Family family) throws IOException {
        return new StreamChannel(this, socket(family, Type.STREAM), family);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return listening(Family.INET6);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        return listening(family(family));
    }

    /** As the JDK has it on Linux, its address may be bound again while old connections are in TIME_WAIT. */
    private ServerSocketChannel listening(Family family) throws IOException {
        Socket socket = socket(family, Type.STREAM);
        try {
            socket.setsockopt(SocketOptions.SO_REUSEADDR, true);
        } catch (SocketException e) {
            socket.close();
            throw Refusals.ofCall(e);
        }
        return new ListeningChannel(this, socket, family);
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return new UdpChannel(this, socket(Family.INET6, Type.DGRAM), Family.INET6);
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        Family known = family(family);
        return new UdpChannel(this, socket(known, Type.DGRAM), known);
    }

    @Override
    public Pipe openPipe() {
        return new MemoryPipe(this, Hatch.bell(layer), Hatch.bell(layer));
    }

    @Override
    public AbstractSelector openSelector() {
        return new ReadySelector(this, Hatch.bell(layer));
    }
}
