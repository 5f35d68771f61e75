package jackfield.socket.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * What may be joined, in the JDK's words.
 */
final class Groups {
    private Groups() {}

    /** Refuses, as the JDK does, what is no group. {@return the group} */
    static InetAddress check(SocketAddress group) throws SocketException {
        if (!(group instanceof InetSocketAddress address)) {
            throw new IllegalArgumentException("Unsupported address type");
        }
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("Unresolved address");
        }
        if (!address.getAddress().isMulticastAddress()) {
            throw new SocketException("Not a multicast address");
        }
        return address.getAddress();
    }
}
