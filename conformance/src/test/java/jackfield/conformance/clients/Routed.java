package jackfield.conformance.clients;

import jackfield.socket.jvm.JvmSockets;

/** The sockets of this JVM, routed once for all tests: the JDK gives no way back. */
final class Routed {
    private static final JvmSockets JVM = JvmSockets.install();

    private Routed() {}

    /** Routes them, unless that is done. {@return what still reaches the kernel} */
    static JvmSockets jvm() {
        return JVM;
    }
}
