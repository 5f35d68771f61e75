package jackfield.engine.ip;

/**
 * What the sender of a packet settles of its IP header, beside the addresses.
 *
 * @param protocol see {@link jackfield.wire.IpProtocol}
 * @param hopLimit IPv4's time to live
 * @param trafficClass IPv4's type of service
 * @param dontFragment whether the packet must not be cut, neither here nor on its way
 * @param loops whether this host hears, too, what goes to a group it has joined: IP_MULTICAST_LOOP
 */
public record IpFields(int protocol, int hopLimit, int trafficClass, boolean dontFragment, boolean loops) {
    /** What goes to one host, or to a group that this host need not hear. */
    public IpFields(int protocol, int hopLimit, int trafficClass, boolean dontFragment) {
        this(protocol, hopLimit, trafficClass, dontFragment, false);
    }
}
