package jackfield.conformance.clients;

import jackfield.socket.jvm.JvmSockets;
import jackfield.socket.route.Network;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The sockets of this JVM, routed once for all tests: the JDK gives no way back. */
final class Routed {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    static {
        JvmSockets.install();
    }

    private Routed() {}

    /** Routes them, unless that is done. */
    static void jvm() {
        // The class is initialised, which does it.
    }

    /**
     * Closes a network that nobody uses any more, which throws if sockets were left open.
     *
     * <p>Some libraries say that they are closed while a thread of theirs still closes its last socket: that is
     * waited for.
     */
    static void close(Network network) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!network.openSockets().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        network.close();
    }
}
