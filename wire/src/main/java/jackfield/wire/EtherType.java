package jackfield.wire;

/** The numbers of the protocols above Ethernet (IEEE 802, RFC 9542). */
public final class EtherType {
    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;
    public static final int VLAN = 0x8100;
    public static final int IPV6 = 0x86DD;

    /** Linux's {@code ETH_P_ALL}: a packet socket bound to it sees every protocol. Never on the wire. */
    public static final int ALL = 0x0003;

    private EtherType() {}
}
