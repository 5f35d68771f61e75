package jackfield.engine.route;

import jackfield.wire.IpAddress;

/**
 * How a packet gets from here to its destination.
 *
 * @param via the interface it leaves by; the loopback for our own addresses
 * @param nextHop whom it is handed to on that link: the gateway or the destination itself
 * @param source the address it bears
 * @param isBroadcast whether the destination is an IPv4 broadcast there
 */
public record Path(IpInterface via, IpAddress nextHop, IpAddress source, boolean isBroadcast) {
    /** {@return largest text of a TCP segment that fits into one packet: RFC 6691, 2, options not subtracted} */
    public int mss() {
        boolean isIpv4 = nextHop.isIpv4();
        int longest = isIpv4 ? 0xFFFF : 0xFFFF + 40;
        return Math.min(via.mtu(), longest) - (isIpv4 ? 40 : 60);
    }
}
