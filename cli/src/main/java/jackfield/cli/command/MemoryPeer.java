package jackfield.cli.command;

import jackfield.socket.Family;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketLayer;
import jackfield.socket.Type;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The second host of {@code --link memory}: answers echo at port 7, over TCP and UDP, and discard at port 9. */
final class MemoryPeer implements AutoCloseable {
    /** A server's loop. */
    private interface Loop {
        void run() throws SocketException;
    }

    private final Console console;
    private final SocketLayer layer;
    private final Totals totals = new Totals();
    private final List<Runnable> closing = new ArrayList<>();
    private volatile boolean isOver;

    MemoryPeer(Console console, SocketLayer layer) {
        this.console = console;
        this.layer = layer;
    }

    /** Starts its servers, which are bound when this returns. {@return this} */
    MemoryPeer start() {
        try {
            serve(Services.ECHO_PORT, accepted -> Services.echo(accepted.conn(), totals));
            serve(Services.DISCARD_PORT, accepted -> Services.discard(accepted.conn(), totals));
            Socket datagrams = bound(Type.DGRAM, Services.ECHO_PORT);
            closing.add(datagrams::close);
            start(() -> Services.echoDatagrams(datagrams, totals));
            return this;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(int port, Acceptor.Service service) throws SocketException {
        var acceptor = new Acceptor(bound(Type.STREAM, port), service, totals, line -> console.talk("peer: " + line));
        closing.add(acceptor::close);
        acceptor.listen();
        start(acceptor::run);
    }

    private Socket bound(Type type, int port) throws SocketException {
        Socket socket = layer.socket(Family.INET6, type);
        socket.bind(new InetSocketAddress("::", port));
        return socket;
    }

    private void start(Loop loop) {
        Thread.ofVirtual().name("peer").start(() -> {
            try {
                loop.run();
            } catch (SocketException e) {
                if (!isOver) {
                    console.talk("peer: " + e.getMessage());
                }
            }
        });
    }

    @Override
    public void close() {
        isOver = true;
        closing.forEach(Runnable::run);
    }
}
