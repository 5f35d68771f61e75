package jackfield.socket;

import java.net.InetAddress;

/**
 * A multicast group on an interface: what is joined and left, {@code struct ip_mreqn} and {@code struct ipv6_mreq}.
 *
 * @param interfaceIndex counted from 1; 0 leaves it to {@code address}
 * @param address one of the interface's own, IPv4 only; unspecified leaves it to the route to the group
 */
public record Membership(InetAddress group, int interfaceIndex, InetAddress address) {
    /** {@return a group on the interface of this index, or 0 for the one that the route leads by} */
    public static Membership of(InetAddress group, int interfaceIndex) {
        return new Membership(group, interfaceIndex, GroupCodecs.ANY_IPV4);
    }
}
