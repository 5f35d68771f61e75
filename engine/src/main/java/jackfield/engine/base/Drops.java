package jackfield.engine.base;

import jackfield.wire.Malformed;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts every dropped packet under its reason, and tells whoever traces. */
public final class Drops {
    /** Hears of each drop. */
    public interface Listener {
        /** A packet was dropped. */
        void onDrop(DropReason reason);
    }

    private static final DropReason[] REASONS = DropReason.values();
    private static final Malformed[] FAULTS = Malformed.values();

    private final EnumMap<DropReason, long[]> byReason = new EnumMap<>(DropReason.class);
    private final EnumMap<Malformed, long[]> byFault = new EnumMap<>(Malformed.class);
    private final Listener listener;

    /** Makes counters at zero. */
    public Drops(Listener listener) {
        this.listener = listener;
        for (DropReason reason : REASONS) {
            byReason.put(reason, new long[1]);
        }
        for (Malformed fault : FAULTS) {
            byFault.put(fault, new long[1]);
        }
    }

    /** Counts a drop. */
    public void count(DropReason reason) {
        increment(byReason.get(reason));
        listener.onDrop(reason);
    }

    /** Counts a malformed packet, by its fault and as a drop. */
    public void count(Malformed fault) {
        increment(byFault.get(fault));
        count(DropReason.MALFORMED);
    }

    private static void increment(long @Nullable [] counter) {
        if (counter == null) {
            throw new AssertionError("a reason without counter");
        }
        counter[0]++;
    }

    /** {@return the drops by reason, all reasons named} */
    public Map<DropReason, Long> byReason() {
        var counts = new EnumMap<DropReason, Long>(DropReason.class);
        byReason.forEach((reason, count) -> counts.put(reason, count[0]));
        return counts;
    }

    /** {@return the malformed packets by fault, all faults named} */
    public Map<Malformed, Long> byFault() {
        var counts = new EnumMap<Malformed, Long>(Malformed.class);
        byFault.forEach((fault, count) -> counts.put(fault, count[0]));
        return counts;
    }
}
