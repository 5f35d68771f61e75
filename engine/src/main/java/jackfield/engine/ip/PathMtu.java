package jackfield.engine.ip;

import jackfield.wire.IpAddress;
import jackfield.wire.Ipv6Header;
import java.util.LinkedHashMap;

/**
 * Remembers which destinations lie behind links narrower than our own.
 *
 * <p>At most {@value #MAX_ENTRIES} destinations, the oldest goes first; each for ten minutes. Never below IPv6's least
 * MTU, or Linux's {@code min_pmtu} of 552 for IPv4 (RFC 5927, 7.1: a forged one must not choke us); what is longer than
 * an even narrower link takes is left to routers to cut.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1191#section-6.3">RFC 1191, 6.3</a>; RFC 8201, 5.2
 */
public final class PathMtu {
    /** The least that IPv4 believes. */
    public static final int FLOOR_IPV4 = 552;

    private static final int MAX_ENTRIES = 256;
    private static final long LIFETIME_NANOS = 600_000_000_000L;

    private record Entry(int mtu, boolean isLocked, long until) {}

    private final LinkedHashMap<IpAddress, Entry> entries = new LinkedHashMap<>();

    /** Makes an empty memory. */
    public PathMtu() {}

    /** A router tells of a narrow link. One that would widen the path is not believed. */
    public void learn(long now, IpAddress destination, int mtu) {
        // RFC 8201 4: less than the least MTU of IPv6 MUST be discarded.
        boolean isPossible = destination.isIpv4() || mtu >= Ipv6Header.MIN_MTU;
        if (!isPossible || mtu > of(now, destination, Integer.MAX_VALUE)) {
            return;
        }
        boolean isLocked = destination.isIpv4() && mtu < FLOOR_IPV4;
        entries.putLast(destination, new Entry(isLocked ? FLOOR_IPV4 : mtu, isLocked, now + LIFETIME_NANOS));
        if (entries.size() > MAX_ENTRIES) {
            entries.pollFirstEntry();
        }
    }

    /** {@return whether a link is so narrow that packets for {@code destination} are to be cut on their way} */
    public boolean mustCut(long now, IpAddress destination) {
        Entry entry = entries.isEmpty() ? null : entries.get(destination);
        return entry != null && entry.isLocked && now < entry.until;
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
