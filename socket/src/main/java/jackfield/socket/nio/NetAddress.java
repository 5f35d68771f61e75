package jackfield.socket.nio;

import jackfield.socket.Family;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** Checks the addresses that channels are given, in the JDK's order. */
final class NetAddress {
    private NetAddress() {}

    /**
     * {@return the address, which is one of IP and resolved}
     *
     * @param family {@link Family#INET} takes no IPv6 address
     */
    static InetSocketAddress check(@Nullable SocketAddress address, Family family) {
        if (address == null) {
            throw new NullPointerException();
        }
        if (!(address instanceof InetSocketAddress inet)) {
            throw new UnsupportedAddressTypeException();
        }
        if (inet.isUnresolved()) {
            throw new UnresolvedAddressException();
        }
        if (family == Family.INET && !(inet.getAddress() instanceof Inet4Address)) {
            throw new UnsupportedAddressTypeException();
        }
        return inet;
    }

    /** {@return where to connect to: the unspecified address means this host} */
    static InetSocketAddress destination(InetSocketAddress remote) {
        InetAddress ip = remote.getAddress();
        if (!ip.isAnyLocalAddress()) {
            return remote;
        }
        byte[] loopback = ip instanceof Inet6Address ? new byte[16] : new byte[] {127, 0, 0, 1};
        if (loopback.length == 16) {
            loopback[15] = 1;
        }
        return new InetSocketAddress(of(loopback), remote.getPort());
    }

    /** {@return the unspecified address of a family, any port} */
    static InetSocketAddress any(Family family) {
        return new InetSocketAddress(of(new byte[family == Family.INET ? 4 : 16]), 0);
    }

    private static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are an address", e);
        }
    }
}
