package jackfield.engine.route;

import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * One interface of the host: its abilities, its addresses, and the groups it listens to.
 *
 * <p>IPv4 groups: 224.0.0.1, 255.255.255.255 and the broadcast addresses of its networks. IPv6 groups: all nodes, and
 * the solicited-node group of each address (RFC 4291, 2.8). And those that sockets join.
 */
public final class IpInterface {
    private static final IpAddress ALL_HOSTS = IpAddress.ofIpv4(0xE0000001);
    private static final IpAddress ALL_NODES_LINK = new IpAddress(0xFF02_0000_0000_0000L, 1);
    private static final IpAddress ALL_NODES_INTERFACE = new IpAddress(0xFF01_0000_0000_0000L, 1);

    private final int id;
    private final String name;
    private final MacAddress mac;
    private final int mtu;
    private final boolean checksumOffload;
    private final int superSegmentBytes;
    private final boolean isLoopback;
    private final ArrayList<IpPrefix> addresses = new ArrayList<>();
    private final JoinedGroups joined = new JoinedGroups();
    private boolean isUp = true;

    /**
     * Makes an interface that is up and has no address.
     *
     * @param mac {@link MacAddress#NONE} for a link that carries bare IP packets
     * @param superSegmentBytes longest text of a super-segment; 0 if the link cannot cut one
     */
    public IpInterface(
            int id,
            String name,
            MacAddress mac,
            int mtu,
            boolean checksumOffload,
            int superSegmentBytes,
            boolean isLoopback) {
        this.id = id;
        this.name = name;
        this.mac = mac;
        this.mtu = mtu;
        this.checksumOffload = checksumOffload;
        this.superSegmentBytes = superSegmentBytes;
        this.isLoopback = isLoopback;
    }

    /** {@return its number} */
    public int id() {
        return id;
    }

    /** {@return its name} */
    public String name() {
        return name;
    }

    /** {@return its hardware address} */
    public MacAddress mac() {
        return mac;
    }

    /** {@return longest IP packet, bytes} */
    public int mtu() {
        return mtu;
    }

    /** {@return whether packets may be handed down with a partial transport checksum} */
    public boolean checksumOffload() {
        return checksumOffload;
    }

    /** {@return longest text of a super-segment; 0 if the link cannot cut one} */
    public int superSegmentBytes() {
        return superSegmentBytes;
    }

    /** {@return whether this is the loopback} */
    public boolean isLoopback() {
        return isLoopback;
    }

    /** {@return whether its packets are Ethernet frames} */
    public boolean isEthernet() {
        return !mac.equals(MacAddress.NONE);
    }

    /** {@return whether it sends and receives} */
    public boolean isUp() {
        return isUp;
    }

    /** Takes it up or down. */
    public void up(boolean up) {
        isUp = up;
    }

    /** Gives it an address. */
    public void add(IpPrefix address) {
        if (!addresses.contains(address)) {
            addresses.add(address);
        }
    }

    /** {@return its addresses, oldest first; not to be changed} */
    public List<IpPrefix> addresses() {
        return addresses;
    }

    /** {@return whether the address of these halves is its own; on the loopback all of 127.0.0.0/8 is} */
    public boolean owns(long high, long low) {
        for (int i = 0; i < addresses.size(); i++) {
            IpPrefix prefix = addresses.get(i);
            IpAddress own = prefix.address();
            if (own.low() == low && own.high() == high || isLoopback && own.isIpv4() && prefix.contains(high, low)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the address of these halves is an IPv4 broadcast here} */
    public boolean isBroadcast(long high, long low) {
        if (!IpAddress.isIpv4(high, low)) {
            return false;
        }
        if ((int) low == -1) {
            return true;
        }
        for (int i = 0; i < addresses.size(); i++) {
            IpPrefix prefix = addresses.get(i);
            // RFC 3021: a /31 has no broadcast address, and a /32 is alone.
            if (prefix.address().isIpv4()
                    && prefix.length() < 31
                    && !isLoopback
                    && prefix.broadcast().low() == low) {
                return true;
            }
        }
        return false;
    }

    /** {@return the groups that sockets have joined here} */
    public JoinedGroups joined() {
        return joined;
    }

    /** {@return whether it listens to what {@code source} sends to a multicast group} */
    public boolean listensTo(IpAddress group, IpAddress source) {
        return listensTo(group) || joined.filter(group).allows(source);
    }

    /** {@return whether it listens to a multicast group, though no socket may have joined it} */
    public boolean listensTo(IpAddress group) {
        if (group.equals(ALL_HOSTS) || group.equals(ALL_NODES_LINK) || group.equals(ALL_NODES_INTERFACE)) {
            return true;
        }
        for (int i = 0; i < addresses.size(); i++) {
            IpAddress own = addresses.get(i).address();
            if (!own.isIpv4() && own.solicitedNode().equals(group)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether a frame to {@code destination} is meant for this host too} */
    public boolean acceptsFrame(MacAddress destination) {
        if (destination.equals(mac) || destination.equals(MacAddress.BROADCAST)) {
            return true;
        }
        if (!destination.isGroup()) {
            return false;
        }
        if (destination.equals(MacAddress.ofMulticast(ALL_HOSTS))
                || destination.equals(MacAddress.ofMulticast(ALL_NODES_LINK))
                || joined.accepts(destination)) {
            return true;
        }
        for (int i = 0; i < addresses.size(); i++) {
            IpAddress own = addresses.get(i).address();
            if (!own.isIpv4() && MacAddress.ofMulticast(own.solicitedNode()).equals(destination)) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return the link-local address that the hardware address gives}
     *
     * <p>RFC 4291, appendix A: ff:fe in the middle, the universal bit inverted.
     */
    public IpPrefix linkLocal() {
        long bits = mac.bits();
        long identifier = bits >>> 24 << 40 | 0xFFFEL << 24 | bits & 0xFFFFFF;
        return new IpPrefix(new IpAddress(0xFE80_0000_0000_0000L, identifier ^ 1L << 57), 64);
    }
}
