package jackfield.sim;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Draws what befalls each packet of one direction, as tc-netem's queue would.
 *
 * <pre>
 *   duplicate? lost? -> for each copy: corrupted? -> queue full? -> at once (reorder), or delay + jitter, behind the
 * line's rate
 * </pre>
 *
 * <p>Each packet takes the same count of numbers from the stream whatever the weather: switching one word on leaves
 * what the others do to the same packets as it was. Copies have a stream of their own for the same reason. A packet
 * waits, and is counted against the limit, until the moment it has arrived. Not thread-safe.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/tc-netem.8.html">tc-netem(8)</a>
 */
final class Netem {
    /** What {@link #departure} answers for a packet that found the queue full. */
    static final long FULL = -1;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final SplittableRandom packets;
    private final SplittableRandom copies;
    private final PriorityQueue<Long> queued = new PriorityQueue<>();
    private Weather weather;
    private long lastDeparture;

    private boolean lost;
    private boolean duplicated;
    private boolean corrupt;
    private double corruptAt;
    private double jitter;
    private boolean reordered;
    private boolean congested;

    Netem(Weather weather, SplittableRandom random) {
        this.weather = weather;
        copies = random.split();
        packets = random;
    }

    Weather weather() {
        return weather;
    }

    /** Changes the weather for the packets to come; those under way arrive as they were to. */
    void weather(Weather weather) {
        this.weather = weather;
    }

    /** Draws the next packet's fate. */
    void drawPacket() {
        duplicated = happens(packets, weather.duplicatePercent());
        lost = happens(packets, weather.lossPercent());
        drawPassage(packets);
    }

    /** Draws the fate of a copy of that packet; whether it is {@link #lost} or {@link #duplicated} stays as it was. */
    void drawCopy() {
        drawPassage(copies);
    }

    private void drawPassage(SplittableRandom random) {
        corrupt = happens(random, weather.corruptPercent());
        corruptAt = random.nextDouble();
        jitter = random.nextDouble() * 2 - 1;
        reordered = happens(random, weather.reorderPercent());
    }

    private static boolean happens(SplittableRandom random, double percent) {
        return random.nextDouble() * 100 < percent;
    }

    boolean lost() {
        return lost;
    }

    boolean duplicated() {
        return duplicated;
    }

    /** {@return which bit of a packet of {@code lengthBytes} is flipped; -1 for none} */
    long corruptedBit(int lengthBytes) {
        return corrupt ? (long) (corruptAt * lengthBytes * 8) : -1;
    }

    /** {@return whether the packet is sent at once before those that are delayed} */
    boolean reordered() {
        return reordered;
    }

    /** {@return whether packets that are ECN-capable are marked instead of lost} */
    boolean marksInsteadOfLoss() {
        return weather.ecnPackets() != Weather.NO_ECN;
    }

    /** {@return whether the packet queued last found so many waiting that it is to be marked} */
    boolean congested() {
        return congested;
    }

    /** Queues the packet just drawn. {@return when it arrives, or {@link #FULL}} */
    long departure(long now, int lengthBytes) {
        while (!queued.isEmpty() && queued.peek() <= now) {
            queued.poll();
        }
        if (queued.size() >= weather.limitPackets()) {
            return FULL;
        }
        congested = false;
        if (reordered) {
            return now;
        }
        long departure = departureInTurn(now, lengthBytes);
        if (departure > now) {
            queued.add(departure);
            lastDeparture = Math.max(lastDeparture, departure);
        }
        return departure;
    }

    private long departureInTurn(long now, int lengthBytes) {
        long delay = Math.max(0, weather.delayNanos() + (long) (jitter * weather.jitterNanos()));
        if (weather.rateBitsPerSecond() == 0) {
            return now + delay;
        }
        // The line begins with this packet when it has done with the last; the wait counts towards the delay.
        long start = Math.max(now, lastDeparture);
        long waiting = lastDeparture - now - delay;
        long serialization = NANOS_PER_SECOND * 8 * lengthBytes / weather.rateBitsPerSecond();
        if (weather.ecnPackets() < Weather.ECN_FOR_LOSS && marksInsteadOfLoss()) {
            congested = waiting >= serialization * weather.ecnPackets();
        }
        return start + Math.max(0, delay - (start - now)) + serialization;
    }
}
