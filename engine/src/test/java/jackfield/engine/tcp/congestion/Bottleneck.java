package jackfield.engine.tcp.congestion;

import java.util.ArrayDeque;

/**
 * A sender that always has text, a line of a rate with a queue, and a receiver that acknowledges each segment.
 *
 * <pre>
 *   cwnd, pace -&gt; [ queue ] -&gt; line -&gt; half a round trip -&gt; acknowledgment -&gt; half a round trip -&gt;
 *   AckSample
 * </pre>
 *
 * <p>A segment that finds the queue full is noticed lost when it would have been acknowledged.
 */
final class Bottleneck {
    static final long MS = 1_000_000;
    static final int SEGMENT_BYTES = 1000;

    private record Sent(
            long at,
            long ackAt,
            boolean isLost,
            long delivered,
            long deliveredAt,
            long firstAt,
            int inFlight,
            long lost) {}

    final CongestionController controller;
    final CongestionWindow window = new CongestionWindow(SEGMENT_BYTES, 10);
    long now;
    long delivered;
    long lost;
    private final ArrayDeque<Sent> flight = new ArrayDeque<>();
    private final AckSample sample = new AckSample();
    private long serviceNanos;
    private long rttNanos;
    private int queue;
    private long lineFreeAt;
    private long mayLeaveAt;
    private long deliveredAt;
    private long firstAt;

    Bottleneck(CongestionController controller, int segmentsPerSecond, long rttNanos, int queue) {
        this.controller = controller;
        path(segmentsPerSecond, rttNanos, queue);
        controller.start(0, window, 0);
    }

    /** From now on the path is another. */
    void path(int segmentsPerSecond, long rtt, int queueSegments) {
        serviceNanos = 1_000_000_000L / segmentsPerSecond;
        rttNanos = rtt;
        queue = queueSegments;
    }

    int inFlight() {
        return flight.size();
    }

    void runFor(long nanos) {
        long end = now + nanos;
        while (true) {
            boolean maySend = flight.size() < window.cwnd();
            long sendAt = maySend ? Math.max(now, mayLeaveAt) : Long.MAX_VALUE;
            long ackAt = flight.isEmpty() ? Long.MAX_VALUE : flight.peekFirst().ackAt;
            if (Math.min(sendAt, ackAt) > end) {
                break;
            }
            now = Math.max(now, Math.min(sendAt, ackAt));
            if (ackAt <= sendAt) {
                acknowledge(flight.removeFirst());
            } else {
                send();
            }
        }
        now = end;
    }

    private void send() {
        if (flight.isEmpty()) {
            firstAt = now;
            deliveredAt = now;
        }
        boolean isLost = lineFreeAt - now > queue * serviceNanos;
        lineFreeAt = isLost ? lineFreeAt : Math.max(lineFreeAt, now) + serviceNanos;
        long ackAt = lineFreeAt + rttNanos;
        if (!flight.isEmpty()) {
            ackAt = Math.max(ackAt, flight.peekLast().ackAt);
        }
        flight.add(new Sent(now, ackAt, isLost, delivered, deliveredAt, firstAt, flight.size() + 1, lost));
        long rate = controller.pacingRate();
        mayLeaveAt = rate == 0 ? now : Math.max(now, mayLeaveAt) + SEGMENT_BYTES * 1_000_000_000L / rate;
    }

    private void acknowledge(Sent sent) {
        if (sent.isLost) {
            lost++;
            if (!controller.controlsWindow()) {
                window.ssthresh(controller.ssthreshAfterLoss(window));
                window.cwnd(window.ssthresh());
            }
            controller.onLost(now, window, 1, sent.inFlight, (int) (lost - sent.lost), false);
            return;
        }
        delivered++;
        sample.ackedSegments = 1;
        sample.delivered = delivered;
        sample.priorDelivered = sent.delivered;
        sample.deliveredInInterval = (int) (delivered - sent.delivered);
        sample.intervalNanos = Math.max(sent.at - sent.firstAt, now - sent.deliveredAt);
        sample.lostInInterval = (int) (lost - sent.lost);
        sample.inFlightWhenSent = sent.inFlight;
        sample.rttNanos = now - sent.at;
        sample.srttNanos = sample.rttNanos;
        sample.priorInFlight = flight.size() + 1;
        sample.inFlight = flight.size();
        sample.isWindowLimited = flight.size() + 1 >= window.cwnd();
        deliveredAt = now;
        firstAt = sent.at;
        controller.onAck(now, window, sample, true);
    }
}
