package jackfield.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the sequence numbers of each TCP conversation from its initial ones, as packetdrill and tcpdump show them.
 *
 * <p>Keeps one initial number for each direction, taken from its SYN; of a conversation that was joined late, the first
 * number seen counts as 1, that of the first byte of text. Forgets the oldest directions beyond a bound. Not
 * thread-safe.
 */
public final class RelativeSequence {
    private static final int MAX_DIRECTIONS = 8192;

    private final Map<Direction, Integer> initial = new LinkedHashMap<>();

    private record Direction(
            long sourceHigh,
            long sourceLow,
            int sourcePort,
            long destinationHigh,
            long destinationLow,
            int destinationPort) {
        Direction reversed() {
            return new Direction(destinationHigh, destinationLow, destinationPort, sourceHigh, sourceLow, sourcePort);
        }
    }

    /** Makes one that knows no conversation yet. */
    public RelativeSequence() {}

    /**
     * What the numbers of one segment are counted from.
     *
     * @param seq for the sequence number
     * @param ack for the acknowledgment number and the edges of SACK blocks
     */
    public record Bases(int seq, int ack) {
        /** Numbers as they stand. */
        public static final Bases NONE = new Bases(0, 0);
    }

    /** Learns from {@code segment} what it tells. {@return what its numbers are counted from} */
    public Bases bases(IpPacket ip, TcpSegment segment) {
        var direction = new Direction(
                ip.sourceHigh(),
                ip.sourceLow(),
                segment.sourcePort(),
                ip.destinationHigh(),
                ip.destinationLow(),
                segment.destinationPort());
        int seq = seqBase(direction, segment);
        return new Bases(seq, segment.has(TcpFlags.ACK) ? ackBase(direction.reversed(), segment) : 0);
    }

    private int seqBase(Direction direction, TcpSegment segment) {
        if (segment.has(TcpFlags.SYN)) {
            return learn(direction, segment.seq());
        }
        Integer known = initial.get(direction);
        if (known != null) {
            return known;
        }
        // A reset from an end that never had a number of its own carries 0 or the other's idea of one.
        return segment.has(TcpFlags.RST) ? segment.seq() : learn(direction, segment.seq() - 1);
    }

    private int ackBase(Direction direction, TcpSegment segment) {
        Integer known = initial.get(direction);
        return known != null ? known : learn(direction, segment.ack() - 1);
    }

    private int learn(Direction direction, int number) {
        initial.remove(direction);
        initial.put(direction, number);
        if (initial.size() > MAX_DIRECTIONS) {
            initial.remove(initial.keySet().iterator().next());
        }
        return number;
    }
}
