package jackfield.engine.ip;

import jackfield.wire.IpAddress;
import jackfield.wire.Ipv6Header;
import java.util.LinkedHashMap;

/**
 * Remembers which destinations lie behind links narrower than our own.
 *
 * <p>At most {@value #MAX_ENTRIES} destinations, the oldest goes first; each for ten minutes. Never below IPv6's least
 * MTU, or Linux's {@code min_pmtu} of 552 for IPv4 (RFC 5927, 7.1: a forged one must not choke us).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1191#section-6.3">RFC 1191, 6.3</a>; RFC 8201, 5.2
 */
public final class PathMtu {
    /** The least that IPv4 believes. */
    public static final int FLOOR_IPV4 = 552;

    private static final int MAX_ENTRIES = 256;
    private static final long LIFETIME_NANOS = 600_000_000_000L;

    private record Entry(int mtu, long until) {}

    private final LinkedHashMap<IpAddress, Entry> entries = new LinkedHashMap<>();

    /** Makes an empty memory. */
    public PathMtu() {}

    /** A router tells of a narrow link. {@return what is believed of it} */
    public int learn(long now, IpAddress destination, int mtu) {
        int believed = Math.max(mtu, destination.isIpv4() ? FLOOR_IPV4 : Ipv6Header.MIN_MTU);
        entries.putLast(destination, new Entry(believed, now + LIFETIME_NANOS));
        if (entries.size() > MAX_ENTRIES) {
            entries.pollFirstEntry();
        }
        return believed;
    }

    /** {@return longest packet for {@code destination} over a link of {@code mtu}} */
    public int of(long now, IpAddress destination, int mtu) {
        if (entries.isEmpty()) {
            return mtu;
        }
        Entry entry = entries.get(destination);
        return entry == null || now >= entry.until ? mtu : Math.min(mtu, entry.mtu);
    }
}
