package jackfield.socket;

import java.net.InetAddress;

/**
 * A source that sends to a multicast group, {@code struct ip_mreq_source} and {@code struct group_source_req}.
 *
 * @param interfaceIndex for the options named {@code MCAST_}: counted from 1; 0 leaves it to the route to the group
 * @param address for the options named {@code IP_}: one of the interface's own, unspecified leaves it to the route
 */
public record SourceMembership(InetAddress group, InetAddress source, int interfaceIndex, InetAddress address) {
    /** {@return a source and a group on the interface of this index} */
    public static SourceMembership of(InetAddress group, InetAddress source, int interfaceIndex) {
        return new SourceMembership(group, source, interfaceIndex, GroupCodecs.ANY_IPV4);
    }

    /** {@return a source and a group on the interface that has this IPv4 address} */
    public static SourceMembership of(InetAddress group, InetAddress source, InetAddress address) {
        return new SourceMembership(group, source, 0, address);
    }
}
