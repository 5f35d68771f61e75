package jackfield.conformance.clients;

import jackfield.socket.jvm.JvmSockets;

/** The sockets of this JVM, routed once for all tests: the JDK gives no way back. */
final class Routed {
    static {
        JvmSockets.install();
    }

    private Routed() {}

    /** Routes them, unless that is done. */
    static void jvm() {
        // The class is initialised, which does it.
    }
}
