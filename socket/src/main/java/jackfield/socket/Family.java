package jackfield.socket;

/** The address family of a socket, under Linux's names and numbers. */
public enum Family {
    /** IPv4. */
    INET(2),
    /** IPv6, and IPv4 too unless {@code IPV6_V6ONLY} is set. */
    INET6(10),
    /** Whole link-layer frames: ARP and whatever else an interface carries. */
    PACKET(17);

    private final int number;

    Family(int number) {
        this.number = number;
    }

    /** {@return Linux's number: AF_INET and so on} */
    public int number() {
        return number;
    }
}
