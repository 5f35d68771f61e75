package jackfield.sim;

import java.util.function.Predicate;

/**
 * Decides the fate of single packets of a link: "the first SYN is lost".
 *
 * <p>Asked once for every packet as it is sent, in the order of sending; a rule may count.
 */
@FunctionalInterface
public interface PacketRule {
    /** {@return what is to befall {@code packet}} */
    Fate fate(LinkPacket packet);

    /** {@return the rule that all packets with a property have this fate} */
    static PacketRule all(Predicate<LinkPacket> property, Fate fate) {
        return packet -> property.test(packet) ? fate : Fate.PASS;
    }

    /** {@return the rule that the first {@code count} packets with a property have this fate} */
    static PacketRule first(int count, Predicate<LinkPacket> property, Fate fate) {
        return between(1, count, property, fate);
    }

    /** {@return the rule that the {@code n}th packet with a property, counted from 1, has this fate} */
    static PacketRule nth(int n, Predicate<LinkPacket> property, Fate fate) {
        return between(n, n, property, fate);
    }

    private static PacketRule between(int first, int last, Predicate<LinkPacket> property, Fate fate) {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("packets are counted from 1, not " + first + " to " + last);
        }
        return new PacketRule() {
            private int seen;

            @Override
            public Fate fate(LinkPacket packet) {
                if (!property.test(packet)) {
                    return Fate.PASS;
                }
                seen++;
                return seen >= first && seen <= last ? fate : Fate.PASS;
            }
        };
    }
}
