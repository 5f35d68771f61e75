package jackfield.drill.setting;

/** Which sockets a script makes and which packets it speaks of, packetdrill's {@code --ip_version}. */
public enum Family {
    /** AF_INET sockets, IPv4 packets. */
    IPV4("ipv4"),
    /** AF_INET6 sockets, IPv6 packets. */
    IPV6("ipv6"),
    /** AF_INET6 sockets, IPv4 packets. */
    MAPPED("ipv4-mapped-ipv6");

    private final String word;

    Family(String word) {
        this.word = word;
    }

    /** {@return packetdrill's word} */
    public String word() {
        return word;
    }

    /** {@return whether its sockets are AF_INET6} */
    public boolean hasIpv6Sockets() {
        return this != IPV4;
    }

    /** {@return whether its packets are IPv6} */
    public boolean hasIpv6Packets() {
        return this == IPV6;
    }
}
