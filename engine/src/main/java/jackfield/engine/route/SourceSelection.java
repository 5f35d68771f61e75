package jackfield.engine.route;

import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import org.jspecify.annotations.Nullable;

/**
 * Which of an interface's addresses a packet bears: same family, then the smallest scope that reaches, then longest common prefix.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6724#section-5">RFC 6724, 5</a>, rules 2 and 8; the others need what
 * a
 *     host without mobility, deprecation and policy does not have
 */
public final class SourceSelection {
    private SourceSelection() {}

    /** {@return the best source on {@code out} towards {@code destination}; null if it has none of the family} */
    public static @Nullable IpAddress on(IpInterface out, IpAddress destination) {
        IpAddress best = null;
        for (int i = 0; i < out.addresses().size(); i++) {
            IpPrefix candidate = out.addresses().get(i);
            if (candidate.address().isIpv4() == destination.isIpv4()
                    && (best == null || isBetter(candidate.address(), best, destination))) {
                best = candidate.address();
            }
        }
        return best;
    }

    private static boolean isBetter(IpAddress candidate, IpAddress best, IpAddress destination) {
        int scope = scope(candidate);
        int bestScope = scope(best);
        if (scope != bestScope) {
            // Rule 2: the smaller scope, unless the destination lies beyond it.
            return scope < bestScope ? scope >= scope(destination) : bestScope < scope(destination);
        }
        return commonBits(candidate, destination) > commonBits(best, destination);
    }

    /** RFC 6724, 3.1: multicast bears its scope in the address. */
    private static int scope(IpAddress address) {
        if (!address.isIpv4() && address.isMulticast()) {
            return (int) (address.high() >>> 48) & 15;
        }
        return address.isLoopback() || address.isLinkLocal() ? 2 : 14;
    }

    private static int commonBits(IpAddress a, IpAddress b) {
        long high = a.high() ^ b.high();
        return high != 0 ? Long.numberOfLeadingZeros(high) : 64 + Long.numberOfLeadingZeros(a.low() ^ b.low());
    }
}
