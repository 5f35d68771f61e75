package jackfield.wire;

/**
 * An address and a port: one end of a UDP or TCP conversation, POSIX's {@code sockaddr}.
 *
 * @param port 0 to 65535; 0 stands for "any"
 */
public record SockAddr(IpAddress address, int port) {
    /** @throws IllegalArgumentException if {@code port} is out of range */
    public SockAddr {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    @Override
    public String toString() {
        return address.isIpv4() ? address + ":" + port : "[" + address + "]:" + port;
    }
}
