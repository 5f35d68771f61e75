package jackfield.engine.tcp;

import jackfield.engine.tcp.congestion.AckSample;

/**
 * Measures how fast segments are delivered: how many between the sending of one and its delivery, and over what time.
 *
 * <pre>
 *            first sent   sent            delivered = now
 *   sending     |-----------|
 *   delivery  |---------------------------------|        rate = delivered between / the longer of both
 *          delivered last when it was sent
 * </pre>
 *
 * <p>Each {@link SentRange} remembers the counters of the moment it was sent; the newest one that an acknowledgment
 * delivers makes the sample. Not thread-safe.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-cheng-iccrg-delivery-rate-estimation">
 *     draft-cheng-iccrg-delivery-rate-estimation</a> (now in draft-ietf-ccwg-bbr, 4.1); RFC 9293, 3.8.1; Linux's
 *     tcp_rate.c
 */
final class DeliveryRate {
    private final FlightCounts counts;
    private long deliveredNanos;
    /** When the newest range delivered was sent: there the next interval of sending begins. */
    private long firstSentNanos;
    /** The application had nothing more to send; so it is until so many are delivered. 0 if it is not so. */
    private long limitedUntil;

    private int lostInFlight;
    private long lostBefore;
    private boolean wasLostLimited;

    /** Of the last good sample: segments, and the time in which they were delivered. */
    private int rateSegments;

    private long rateNanos;
    private boolean isRateLimited = true;

    DeliveryRate(FlightCounts counts) {
        this.counts = counts;
    }

    /** {@code range} leaves, for the first time or again; it is not yet counted. */
    void onSent(SentRange range, int segments, long now) {
        if (counts.packetsOut == 0) {
            firstSentNanos = now;
            deliveredNanos = now;
        }
        range.deliveredWhenSent = counts.delivered;
        range.markedWhenSent = counts.deliveredMarked;
        range.lostWhenSent = counts.lostTotal;
        range.inFlightWhenSent = counts.inFlight() + segments;
        range.deliveredNanos = deliveredNanos;
        range.firstSentNanos = firstSentNanos;
        range.wasLimited = limitedUntil != 0;
    }

    /** {@code range} is found to be lost. */
    void onLost(SentRange range) {
        lostInFlight = range.inFlightWhenSent;
        lostBefore = range.lostWhenSent;
        wasLostLimited = range.wasLimited;
    }

    /** {@return segments in flight when what was found to be lost last was sent} */
    int lostInFlight() {
        return lostInFlight;
    }

    /** {@return segments found to be lost since then} */
    int lostSince() {
        return (int) (counts.lostTotal - lostBefore);
    }

    /** {@return whether the application was slower than the network then} */
    boolean wasLostLimited() {
        return wasLostLimited;
    }

    /** The application writes, while {@code unsentBytes} wait: if that is too little, it was slower than the path. */
    void onWrite(int unsentBytes, int segmentBytes, int cwnd) {
        int inFlight = counts.inFlight();
        if (unsentBytes < segmentBytes && inFlight < cwnd && counts.lostOut <= counts.retransOut) {
            limitedUntil = Math.max(1, counts.delivered + inFlight);
        }
    }

    /** Completes the sample of an acknowledgment that has delivered {@code sample.ackedSegments}. */
    void fill(AckSample sample, AckNews news, long minRttNanos) {
        if (limitedUntil != 0 && counts.delivered > limitedUntil) {
            limitedUntil = 0;
        }
        sample.delivered = counts.delivered;
        sample.priorDelivered = news.priorDelivered;
        sample.deliveredInInterval = -1;
        sample.intervalNanos = -1;
        sample.markedInInterval = 0;
        sample.lostInInterval = 0;
        sample.inFlightWhenSent = 0;
        sample.isApplicationLimited = false;
        if (sample.ackedSegments > 0) {
            deliveredNanos = news.now;
        }
        if (news.priorDelivered == AckNews.NONE) {
            return;
        }
        firstSentNanos = news.newestSentNanos;
        sample.markedInInterval = (int) (counts.deliveredMarked - news.priorMarked);
        sample.lostInInterval = (int) (counts.lostTotal - news.priorLost);
        sample.inFlightWhenSent = news.newestInFlight;
        sample.isApplicationLimited = news.isNewestLimited;
        long interval = Math.max(news.sendIntervalNanos, news.now - news.priorDeliveredNanos);
        // Below the least round-trip time something else than the path set the pace.
        if (!news.isReneging && interval >= minRttNanos) {
            sample.deliveredInInterval = (int) (counts.delivered - news.priorDelivered);
            sample.intervalNanos = interval;
            keep(sample);
        }
    }

    private void keep(AckSample sample) {
        boolean isBetter =
                (double) sample.deliveredInInterval * rateNanos >= (double) rateSegments * sample.intervalNanos;
        if (!sample.isApplicationLimited || isBetter) {
            rateSegments = sample.deliveredInInterval;
            rateNanos = sample.intervalNanos;
            isRateLimited = sample.isApplicationLimited;
        }
    }

    /** {@return bytes a second of the last good sample: tcpi_delivery_rate; 0 before the first} */
    long bytesPerSecond(int segmentBytes) {
        return rateNanos == 0 ? 0 : (long) rateSegments * segmentBytes * 1_000_000 / Math.max(1, rateNanos / 1000);
    }

    /** {@return whether the application, not the network, set that rate} */
    boolean isApplicationLimited() {
        return isRateLimited;
    }
}
