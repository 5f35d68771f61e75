package jackfield.socket.net;

import jackfield.engine.base.Errno;
import jackfield.socket.Family;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketLayer;
import jackfield.socket.Type;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which family {@code java.net}'s sockets are of: IPv6 that takes IPv4, too, or IPv4 where there is nothing else or
 * {@code java.net.preferIPv4Stack} is set.
 */
final class Families {
    private static final boolean IS_IPV4_ONLY = Boolean.getBoolean("java.net.preferIPv4Stack");
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    private Families() {}

    static Socket open(SocketLayer layer, Type type) throws SocketException {
        if (!IS_IPV4_ONLY) {
            try {
                return layer.socket(Family.INET6, type);
            } catch (SocketException e) {
                if (e.errno() != Errno.EAFNOSUPPORT) {
                    throw e;
                }
            }
        }
        return layer.socket(Family.INET, type);
    }

    /** {@return where a connection to an address goes: to ourselves if it is the unspecified one} */
    static InetAddress reachable(InetAddress to) {
        if (!to.isAnyLocalAddress()) {
            return to;
        }
        byte[] loopback = new byte[to instanceof Inet6Address ? IPV6_BYTES : IPV4_BYTES];
        loopback[0] = (byte) (loopback.length == IPV4_BYTES ? 127 : 0);
        loopback[loopback.length - 1] = 1;
        try {
            return InetAddress.getByAddress(loopback);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are an address", e);
        }
    }
}
