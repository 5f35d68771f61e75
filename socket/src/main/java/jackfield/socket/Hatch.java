package jackfield.socket;

import jackfield.socket.kernel.KernelBackend;
import jackfield.socket.open.Bell;
import jackfield.socket.open.Gate;
import jackfield.socket.open.Watch;
import jackfield.socket.open.Watcher;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * What the adapters of this module (java.net, java.nio) ask of a {@link Socket} beyond its verbs: calls that answer
 * where they would wait longer than their patience, instead of throwing EAGAIN, and watching.
 *
 * <p>Thread-safe, as sockets are.
 */
@SuppressWarnings("exports") // For the rooms of this module.
public final class Hatch {
    /** Answers a call that would wait longer than it may. */
    public static final int WOULD_WAIT = -1;

    /** No patience at all. */
    public static final Patience AT_ONCE = new Patience(0, false);

    /** Patience without end: only a close ends the wait, which is what an interrupt does to a channel. */
    public static final Patience FOREVER = new Patience(Patience.FOREVER, false);

    private Hatch() {}

    /** {@return bytes received, 0 at the end of the stream, or {@link #WOULD_WAIT}} */
    public static int recv(Socket socket, byte[] into, int at, int length, Patience patience) throws SocketException {
        return Transfer.receive(socket, into, at, length, 0, patience, true);
    }

    /** {@return a datagram, or null if none came} */
    public static @Nullable Received recvFrom(Socket socket, byte[] into, int at, int length, Patience patience)
            throws SocketException {
        return Transfer.receiveFrom(socket, into, at, length, 0, patience, true);
    }

    /** Sends, to the connected peer if {@code to} is null. {@return bytes taken, or {@link #WOULD_WAIT}} */
    public static int send(
            Socket socket, byte[] bytes, int at, int length, @Nullable SocketAddress to, Patience patience)
            throws SocketException {
        return Transfer.send(socket, bytes, at, length, 0, to, patience, true);
    }

    /** {@return a connection, or null if none came} */
    public static @Nullable Accepted accept(Socket socket, Patience patience) throws SocketException {
        return Connecting.accept(socket, patience, true);
    }

    /** Begins to connect. {@return whether that is done; if not, it goes on} */
    public static boolean connect(Socket socket, SocketAddress remote, Patience patience) throws SocketException {
        return Connecting.connect(socket, remote, patience, true);
    }

    /** {@return whether a connect that goes on is done by now} */
    public static boolean finishConnect(Socket socket, SocketAddress remote, Patience patience) throws SocketException {
        return Connecting.finishConnect(socket, remote, patience);
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

    /** {@return whether the sockets are the operating system's: it has the interfaces that the JVM sees} */
    public static boolean isKernel(Socket socket) {
        return socket.layer().backend() instanceof KernelBackend;
    }

    private static Gate gate(SocketLayer layer) {
        return layer.backend().gate();
    }
}
