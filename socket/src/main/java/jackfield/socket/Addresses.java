package jackfield.socket;

import jackfield.socket.open.Address;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** Turns the addresses of Java's door into ours and back. */
final class Addresses {
    private Addresses() {}

    /**
     * {@return our form}
     *
     * @throws IllegalArgumentException if a host name was not resolved, or the kind of address is unknown
     */
    static Address of(SocketAddress address) {
        return switch (address) {
            case LinkAddress link -> new Address.Packet(link.interfaceId(), link.etherType(), link.mac());
            case InetSocketAddress inet
            when inet.isUnresolved() ->
                throw new IllegalArgumentException("the name " + inet.getHostString() + " was not resolved");
            case InetSocketAddress inet -> {
                InetAddress ip = inet.getAddress();
                int scope = ip instanceof Inet6Address ipv6 ? ipv6.getScopeId() : 0;
                yield new Address.Inet(new SockAddr(IpAddress.of(ip.getAddress()), inet.getPort()), scope);
            }
            default -> throw new IllegalArgumentException("not an IP or link address: " + address);
        };
    }

    /** {@return Java's form} */
    static SocketAddress toJava(Address address) {
        return switch (address) {
            case Address.Packet link -> LinkAddress.of(link.interfaceId(), link.etherType(), link.mac());
            case Address.Inet inet -> toJava(inet);
        };
    }

    static InetSocketAddress toJava(Address.Inet inet) {
        byte[] bytes = inet.addr().address().toBytes();
        try {
            InetAddress ip = bytes.length == 16 && inet.scope() != 0
                    ? Inet6Address.getByAddress(null, bytes, inet.scope())
                    : InetAddress.getByAddress(bytes);
            return new InetSocketAddress(ip, inet.addr().port());
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes are an address", e);
        }
    }
}
