package jackfield.socket.option;

import jackfield.engine.base.Errno;
import jackfield.socket.SocketException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;

/**
 * Turns a refusal of ours into the exception that OpenJDK on Linux throws for its errno, text included.
 *
 * <p>Our own, which says more, is attached as suppressed; it is no cause, as the JDK's exceptions have none.
 */
public final class Refusals {
    private Refusals() {}

    /** {@return what a call that makes or unmakes a connection throws} */
    public static IOException ofCall(SocketException refused) {
        Errno errno = refused.errno();
        IOException told = switch (errno) {
            case EPROTO -> new ProtocolException(errno.text());
            case ECONNREFUSED, ETIMEDOUT, ENOTCONN -> new ConnectException(errno.text());
            case EHOSTUNREACH -> new NoRouteToHostException(errno.text());
            case EADDRINUSE, EADDRNOTAVAIL, EACCES -> new BindException(errno.text());
            default -> ofTransfer(refused);
        };
        if (told.getSuppressed().length == 0) {
            told.addSuppressed(refused);
        }
        return told;
    }

    /** {@return what a call that carries bytes or sets an option throws} */
    public static java.net.SocketException ofTransfer(SocketException refused) {
        Errno errno = refused.errno();
        var told = new java.net.SocketException(errno == Errno.EBADF ? "Socket closed" : errno.text());
        told.addSuppressed(refused);
        return told;
    }
}
