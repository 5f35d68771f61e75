package jackfield.socket;

import jackfield.engine.base.Errno;
import java.io.IOException;

/**
 * The world refused a socket call: carries the errno, and says which call, on which socket, in which state.
 *
 * <p>As in {@code recv on fd 4 (INET STREAM 10.0.0.1:40712 -> 10.0.0.2:7 ESTABLISHED): ECONNRESET, Connection reset
 * by peer}.
 */
public final class SocketException extends IOException {
    private static final long serialVersionUID = 1;

    private final Errno errno;
    private final String call;

    SocketException(Errno errno, String call, String where) {
        super(call + " on " + where + ": " + errno + ", " + errno.text());
        this.errno = errno;
        this.call = call;
    }

    /** {@return why} */
    public Errno errno() {
        return errno;
    }

    /** {@return the refused call's name} */
    public String call() {
        return call;
    }
}
