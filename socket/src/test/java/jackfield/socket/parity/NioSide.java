package jackfield.socket.parity;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AsynchronousChannelProvider;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A side with {@code java.nio}'s channels. */
interface NioSide extends Side {
    SelectorProvider provider();

    AsynchronousChannelProvider async();

    /** Both ends of a connection. */
    record Pair(SocketChannel client, SocketChannel server) {
        /** Makes both non-blocking. */
        Pair quick() throws IOException {
            client.configureBlocking(false);
            server.configureBlocking(false);
            return this;
        }
    }

    default SocketChannel stream(Transcript out) throws IOException {
        return out.keep(provider().openSocketChannel());
    }

    default DatagramChannel datagrams(Transcript out) throws IOException {
        return out.keep(provider().openDatagramChannel());
    }

    /** {@return one bound to 127.0.0.1, whose port has a name} */
    default DatagramChannel datagrams(Transcript out, String name) throws IOException {
        DatagramChannel channel = datagrams(out).bind(loopback(0));
        out.port(name, port(channel.getLocalAddress()));
        return channel;
    }

    default Selector selector(Transcript out) throws IOException {
        return out.keep(provider().openSelector());
    }

    /** {@return a listener on 127.0.0.1 whose port is named {@code server}} */
    default ServerSocketChannel listener(Transcript out) throws IOException {
        ServerSocketChannel listener = out.keep(provider().openServerSocketChannel());
        listener.bind(loopback(0));
        out.port("server", port(listener.getLocalAddress()));
        return listener;
    }

    /** {@return a connection over 127.0.0.1 whose ports are named {@code client} and {@code server}} */
    default Pair pair(Transcript out) throws IOException {
        try (ServerSocketChannel listener = listener(out)) {
            return pair(out, listener);
        }
    }

    default Pair pair(Transcript out, ServerSocketChannel listener) throws IOException {
        SocketChannel client = stream(out);
        client.connect(listener.getLocalAddress());
        out.port("client", port(client.getLocalAddress()));
        return new Pair(client, out.keep(listener.accept()));
    }

    /** {@return a port of 127.0.0.1 on which nobody listens} */
    default int freePort() throws IOException {
        try (ServerSocketChannel listener = provider().openServerSocketChannel()) {
            listener.bind(loopback(0));
            return port(listener.getLocalAddress());
        }
    }

    static InetSocketAddress loopback(int port) {
        return NetSide.at("127.0.0.1", port);
    }

    static int port(java.net.SocketAddress address) {
        return ((InetSocketAddress) address).getPort();
    }

    static ByteBuffer bytes(int... octets) {
        ByteBuffer buffer = ByteBuffer.allocate(octets.length);
        for (int octet : octets) {
            buffer.put((byte) octet);
        }
        return buffer.flip();
    }

    /** {@return what is in a buffer up to its position} */
    static byte[] content(ByteBuffer buffer) {
        byte[] all = new byte[buffer.position()];
        buffer.get(0, all);
        return all;
    }

    /** Registers a channel, which is made non-blocking. */
    static SelectionKey register(SelectableChannel channel, Selector selector, int ops) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, ops);
    }

    /** {@return a call that tells a missing argument by its class only: the JVM's text tells names of variables} */
    static <T> Callable<Object> named(Callable<T> call) {
        return () -> {
            try {
                return call.call();
            } catch (NullPointerException e) {
                return "NullPointerException";
            }
        };
    }

    /** {@return whether both are the same object} */
    @SuppressWarnings("ReferenceEquality")
    static boolean same(@Nullable Object one, @Nullable Object other) {
        return one == other;
    }

    /** {@return what a channel says of itself, without its class} */
    static String text(Channel channel) {
        String text = channel.toString();
        return text.substring(text.indexOf('['));
    }

    /** {@return the names of operations} */
    static Set<String> ops(int bits) {
        var names = new TreeSet<String>();
        if ((bits & SelectionKey.OP_READ) != 0) {
            names.add("READ");
        }
        if ((bits & SelectionKey.OP_WRITE) != 0) {
            names.add("WRITE");
        }
        if ((bits & SelectionKey.OP_CONNECT) != 0) {
            names.add("CONNECT");
        }
        if ((bits & SelectionKey.OP_ACCEPT) != 0) {
            names.add("ACCEPT");
        }
        return names;
    }
}
