package jackfield.socket.nio;

import jackfield.engine.base.Errno;
import jackfield.socket.SocketException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;

/** What the JDK's channels throw where a call of ours is refused: class and message. */
final class Refusals {
    private Refusals() {}

    /** {@return of connect, bind, listen, accept, shutdown and options} */
    static IOException ofSocket(SocketException refused) {
        String text = refused.errno().text();
        IOException thrown =
                switch (refused.errno()) {
                    case EPROTO -> new ProtocolException(text);
                    case ECONNREFUSED, ETIMEDOUT, ENOTCONN -> new ConnectException(text);
                    case EHOSTUNREACH -> new NoRouteToHostException(text);
                    case EADDRINUSE, EADDRNOTAVAIL, EACCES -> new BindException(text);
                    default -> new java.net.SocketException(text);
                };
        thrown.addSuppressed(refused);
        return thrown;
    }

    /** {@return of reading and writing a stream} */
    static IOException ofStream(SocketException refused) {
        var thrown = new IOException(refused.errno().text());
        thrown.addSuppressed(refused);
        return thrown;
    }

    /** {@return of sending and receiving datagrams} */
    static IOException ofDatagram(SocketException refused) {
        if (refused.errno() == Errno.ECONNREFUSED) {
            var thrown = new PortUnreachableException();
            thrown.addSuppressed(refused);
            return thrown;
        }
        return ofSocket(refused);
    }
}
