package jackfield.engine.tcp.congestion;

/**
 * Counts round trips: one is over when something sent after it began is delivered.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 5.5.1</a>; RFC 9406,
 *     4.2
 */
final class Rounds {
    private long nextDelivered;
    private long count;

    /** {@return whether this acknowledgment begins a new round} */
    boolean onAck(AckSample sample) {
        if (sample.priorDelivered < nextDelivered) {
            return false;
        }
        begin(sample.delivered);
        count++;
        return true;
    }

    /** A round begins now, of which nothing is sent yet. */
    void begin(long delivered) {
        nextDelivered = delivered;
    }

    /** {@return rounds so far} */
    long count() {
        return count;
    }
}
