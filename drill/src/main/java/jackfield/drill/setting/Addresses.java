package jackfield.drill.setting;

import jackfield.wire.IpAddress;

/**
 * Who talks to whom: packetdrill's network.
 *
 * @param local the subject's address
 * @param prefixLength of its network
 * @param gateway the next hop, the script's end of the link
 * @param remote whom the script plays
 * @param bindPort what {@code ...} means for bind
 * @param connectPort what {@code ...} means for connect
 */
public record Addresses(
        IpAddress local, int prefixLength, IpAddress gateway, IpAddress remote, int bindPort, int connectPort) {
    private static final int PORT = 8080;

    /** {@return packetdrill's defaults for a family} */
    public static Addresses of(Family family) {
        return family.hasIpv6Packets()
                ? new Addresses(
                        IpAddress.parse("fd3d:a0b:17d6::1"),
                        64,
                        IpAddress.parse("fd3d:a0b:17d6::2"),
                        IpAddress.parse("fd3d:fa7b:d17d::1"),
                        PORT,
                        PORT)
                : new Addresses(
                        IpAddress.parse("192.168.0.1"),
                        16,
                        IpAddress.parse("192.168.0.2"),
                        IpAddress.parse("192.0.2.1"),
                        PORT,
                        PORT);
    }
}
