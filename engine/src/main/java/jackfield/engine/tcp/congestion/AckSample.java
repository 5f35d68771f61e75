package jackfield.engine.tcp.congestion;

/**
 * What one acknowledgment tells a {@link CongestionController}: one object for each connection, filled anew each time.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-ccwg-bbr">draft-ietf-ccwg-bbr, 4.1</a>; Linux's {@code
 *     rate_sample} and {@code ack_sample}; RFC 5681, 3
 */
public final class AckSample {
    /** Segments newly acknowledged or SACKed. */
    public int ackedSegments;

    /** Of the connection, segments delivered so far, {@link #ackedSegments} included. */
    public long delivered;

    /** {@link #delivered} when the segment that was delivered last was sent; -1 if unknown. */
    public long priorDelivered;

    /** Segments delivered over {@link #intervalNanos}; -1 if there is no valid sample. */
    public int deliveredInInterval;

    /** Of those, marked CE. */
    public int markedInInterval;

    /** Segments found to be lost since the segment delivered last was sent. */
    public int lostInInterval;

    /** Segments in flight when the segment delivered last was sent, that segment included; 0 if unknown. */
    public int inFlightWhenSent;

    /** How long the delivery took; 0 or less if there is no valid sample. */
    public long intervalNanos;

    /** Round-trip time of the newest segment acknowledged, not sent again; -1 if unknown. */
    public long rttNanos;

    /** Least round-trip time of the last minutes; {@code Long.MAX_VALUE} before the first. */
    public long minRttNanos;

    /** SRTT. */
    public long srttNanos;

    /** Segments in flight before the acknowledgment, and now. */
    public int priorInFlight;

    public int inFlight;

    /** Segments newly found to be lost. */
    public int lostSegments;

    /** Whether the application had not enough to send when the segment was sent. */
    public boolean isApplicationLimited;

    /** Whether a delayed acknowledgment may have lengthened the round-trip time. */
    public boolean mayBeDelayed;

    /** Whether the congestion window, not the application or the peer, limits what is sent. */
    public boolean isWindowLimited;

    /** Makes one of nothing. */
    public AckSample() {}
}
