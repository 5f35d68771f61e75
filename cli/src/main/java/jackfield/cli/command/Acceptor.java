package jackfield.cli.command;

import jackfield.engine.base.Errno;
import jackfield.socket.Accepted;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Accepts connections and serves each on a virtual thread of its own, until closed.
 *
 * <p>Closing ends the connections too. Thread-safe.
 */
final class Acceptor implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** Serves one connection, which is closed afterwards. */
    interface Service {
        void serve(Accepted accepted) throws IOException;
    }

    private final Socket listener;
    private final Service service;
    private final Totals totals;
    private final Consumer<String> log;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    /** Makes one over a bound socket; {@code log} hears of connections that failed. */
    Acceptor(Socket listener, Service service, Totals totals, Consumer<String> log) {
        this.listener = listener;
        this.service = service;
        this.totals = totals;
        this.log = log;
    }

    /** From now on clients can connect. */
    void listen() throws SocketException {
        listener.listen(BACKLOG);
    }

    /** Accepts until {@link #close}, or until the listener fails. */
    void run() throws SocketException {
        try {
            while (!isOver) {
                accept();
            }
        } catch (SocketException e) {
            if (!isOver) {
                throw e;
            }
        }
    }

    private void accept() throws SocketException {
        try {
            Accepted accepted = listener.accept();
            open.add(accepted.conn());
            totals.connection();
            Thread.ofVirtual().name("connection").start(() -> serve(accepted));
        } catch (SocketException e) {
            boolean isPassing = e.errno() == Errno.ECONNABORTED || e.errno() == Errno.EMFILE;
            if (!isPassing) {
                throw e;
            }
            // Too many open descriptors: one that closes makes room.
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void serve(Accepted accepted) {
        Socket conn = accepted.conn();
        try (conn) {
            if (!isOver) {
                service.serve(accepted);
            }
        } catch (IOException e) {
            if (!isOver) {
                log.accept(HostAndPort.text(accepted.addr()) + ": " + e.getMessage());
            }
        } finally {
            open.remove(conn);
        }
    }

    @Override
    public void close() {
        isOver = true;
        listener.close();
        open.forEach(Socket::close);
    }
}
