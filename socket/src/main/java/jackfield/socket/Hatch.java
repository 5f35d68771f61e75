package jackfield.socket;

import jackfield.engine.base.Deadline;
import jackfield.socket.open.Bell;
import jackfield.socket.open.Gate;
import jackfield.socket.open.Watch;
import jackfield.socket.open.Watcher;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the adapters of this module (java.net, java.nio) ask of a {@link Socket} beyond its verbs: calls whose patience
 * is said with each call and that answer instead of throwing where they would wait longer, and watching.
 *
 * <p>Patience is {@link #AT_ONCE}, {@link #FOREVER}, or nanoseconds. Thread-safe, as sockets are.
 */
@SuppressWarnings("exports") // For the rooms of this module.
public final class Hatch {
    /** Answers a call that would wait longer than it may. */
    public static final int WOULD_WAIT = -1;

    /** No patience at all. */
    public static final long AT_ONCE = Description.NONE;

    /** Patience without end. */
    public static final long FOREVER = Deadline.NEVER;

    private Hatch() {}

    /** {@return bytes received, 0 at the end of the stream, or {@link #WOULD_WAIT}} */
    public static int recv(Socket socket, byte[] into, int at, int length, long patienceNanos)
            throws SocketException {
        return Transfer.receive(socket, into, at, length, patienceNanos);
    }

    /** {@return a datagram, or null if none came} */
    public static @Nullable Received recvFrom(Socket socket, byte[] into, int at, int length, long patienceNanos)
            throws SocketException {
        return Transfer.receiveFrom(socket, into, at, length, 0, patienceNanos, true);
    }

    /**
     * Sends, to the connected peer if {@code to} is null. {@return bytes taken, or {@link #WOULD_WAIT}}
     */
    public static int send(
            Socket socket, byte[] bytes, int at, int length, @Nullable SocketAddress to, long patienceNanos)
            throws SocketException {
        return Transfer.send(socket, bytes, at, length, to, patienceNanos);
    }

    /** {@return a connection, or null if none came} */
    public static @Nullable Accepted accept(Socket socket, long patienceNanos) throws SocketException {
        return Connecting.accept(socket, patienceNanos, true);
    }

    /** Begins to connect. {@return whether that is done; if not, it goes on} */
    public static boolean connect(Socket socket, SocketAddress remote, long patienceNanos) throws SocketException {
        return Connecting.connect(socket, remote, patienceNanos, true);
    }

    /** {@return whether a connect that goes on is done by now} */
    public static boolean finishConnect(Socket socket, SocketAddress remote, long patienceNanos)
            throws SocketException {
        return Connecting.finishConnect(socket, remote, patienceNanos);
    }

    /** Has {@code watcher} told of the socket's readiness from now on. */
    public static Watch watch(Socket socket, Watcher watcher) {
        Gate gate = gate(socket.layer());
        gate.enter();
        try {
            return gate.watch(socket.description().open, watcher);
        } finally {
            gate.leave();
        }
    }

    /** Ends that. */
    public static void unwatch(Socket socket, Watch watch) {
        Gate gate = gate(socket.layer());
        gate.enter();
        try {
            gate.unwatch(watch);
        } finally {
            gate.leave();
        }
    }

    /** {@return a new bell to wait by in this layer's time} */
    public static Bell bell(SocketLayer layer) {
        return gate(layer).bell();
    }

    private static Gate gate(SocketLayer layer) {
        return layer.backend().gate();
    }
}
