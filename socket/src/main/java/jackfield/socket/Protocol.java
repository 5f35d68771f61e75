package jackfield.socket;

/**
 * The third argument of {@code socket}: an IP protocol, or for {@link Family#PACKET} an EtherType.
 *
 * @param number as IANA assigned it; 0 takes the usual one of family and type
 */
public record Protocol(int number) {
    /** The usual one: TCP for streams, UDP for datagrams. */
    public static final Protocol DEFAULT = new Protocol(0);

    public static final Protocol ICMP = new Protocol(1);
    public static final Protocol TCP = new Protocol(6);
    public static final Protocol UDP = new Protocol(17);
    public static final Protocol ICMPV6 = new Protocol(58);

    /** For {@link Family#PACKET}: every frame, also those going out. */
    public static final Protocol ETH_P_ALL = new Protocol(0x0003);

    public static final Protocol ETH_P_IP = new Protocol(0x0800);
    public static final Protocol ETH_P_ARP = new Protocol(0x0806);
    public static final Protocol ETH_P_IPV6 = new Protocol(0x86DD);

    /** @throws IllegalArgumentException if {@code number} is out of range */
    public Protocol {
        if (number < 0 || number > 0xFFFF) {
            throw new IllegalArgumentException("a protocol is 0 to 65535, not " + number);
        }
    }
}
