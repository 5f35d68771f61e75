package jackfield.socket.nio;

import jackfield.engine.base.Errno;
import jackfield.socket.SocketException;
import jackfield.socket.option.Refusals;
import java.io.IOException;
import java.net.PortUnreachableException;

/** What the JDK's channels throw where a call of ours is refused, beside what {@link Refusals} has for all. */
final class ChannelRefusals {
    private ChannelRefusals() {}

    /** {@return of reading and writing a stream, or what is too long for a connected peer} */
    static IOException ofStream(SocketException refused) {
        var thrown = new IOException(refused.errno().text());
        thrown.addSuppressed(refused);
        return thrown;
    }

    /** {@return of reading a stream that was reset, each time} */
    static IOException reset() {
        return new java.net.SocketException("Connection reset");
    }

    /** {@return of sending and receiving datagrams} */
    static IOException ofDatagram(SocketException refused) {
        if (refused.errno() != Errno.ECONNREFUSED) {
            return Refusals.ofCall(refused);
        }
        var thrown = new PortUnreachableException();
        thrown.addSuppressed(refused);
        return thrown;
    }
}
