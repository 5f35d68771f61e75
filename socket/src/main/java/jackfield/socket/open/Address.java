package jackfield.socket.open;

import jackfield.wire.MacAddress;
import jackfield.wire.SockAddr;

/** A socket address of any family. */
public sealed interface Address {
    /**
     * An IP address and a port.
     *
     * @param scope the interface of a link-local IPv6 address, 0 for none
     */
    record Inet(SockAddr addr, int scope) implements Address {}

    /** {@code sockaddr_ll}: an interface (-1 for all), an EtherType and a hardware address. */
    record Packet(int interfaceId, int etherType, MacAddress mac) implements Address {}
}
