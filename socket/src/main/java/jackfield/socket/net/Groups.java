package jackfield.socket.net;

import jackfield.engine.base.Errno;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * Multicast groups, which the stack sends to and does not join: a join is refused as by a kernel built without them.
 */
final class Groups {
    private Groups() {}

    /** Refuses, as the JDK does, what is no group. */
    static void check(SocketAddress group) throws SocketException {
        if (!(group instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("Unsupported address type");
        }
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("Unresolved address");
        }
        if (!address.getAddress().isMulticastAddress()) {
            throw new SocketException("Not a multicast address");
        }
    }

    static SocketException refused() {
        return new SocketException(Errno.ENOPROTOOPT.text());
    }
}
