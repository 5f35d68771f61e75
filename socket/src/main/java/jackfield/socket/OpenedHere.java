package jackfield.socket;

/**
 * Where a socket was opened: its stack trace is that of the call, its message names socket and thread.
 *
 * <p>Never thrown; made only while {@link SocketLayer#traceOpening} is on.
 */
public final class OpenedHere extends Exception {
    private static final long serialVersionUID = 1;

    OpenedHere(String what) {
        super(what + " opened by " + Thread.currentThread());
    }
}
