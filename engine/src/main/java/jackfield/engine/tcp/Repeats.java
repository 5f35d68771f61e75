package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;

/**
 * What the sending side does when one of its timers runs out: text is repeated, probed for, or given up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298#section-5">RFC 6298, 5</a>; RFC 8985, 7; RFC 5482; RFC 9293,
 *     3.8.6.1
 */
final class Repeats {
    /** What {@link TcpTimer#PERSIST} led to. */
    enum Persist {
        /** The window lets a little through, which will be picked. */
        SENDS,
        /** An empty probe is to be sent. */
        PROBES,
        /** The peer has not answered too many of them. */
        GIVES_UP
    }

    private final TcpTimer.Table timers;
    private final SendWindow window;
    private final Flight flight;
    private final RetransmitTimer retransmit;
    private final Stall stall;
    private final Picker picker;
    private final NewText fresh;
    private final SegmentSize size;
    private TcpConfig config;
    private long synNanos = Deadline.NEVER;

    Repeats(
            TcpConfig config,
            TcpTimer.Table timers,
            SendWindow window,
            Flight flight,
            RetransmitTimer retransmit,
            Stall stall,
            Picker picker,
            NewText fresh,
            SegmentSize size) {
        this.config = config;
        this.timers = timers;
        this.window = window;
        this.flight = flight;
        this.retransmit = retransmit;
        this.stall = stall;
        this.picker = picker;
        this.fresh = fresh;
        this.size = size;
    }

    void configure(TcpConfig changed) {
        config = changed;
    }

    /** The SYN leaves, for the first time or again. */
    void onSynSent(long now) {
        synNanos = Math.min(synNanos, now);
    }

    /** {@link TcpTimer#RETRANSMIT} ran out on a SYN. {@return false if it did so too often} */
    boolean onSynTimeout(long now, boolean isActive) {
        OpeningConfig opening = config.opening();
        int mostLinear = isActive ? opening.synLinearTimeouts() : 0;
        int mostTimeouts = isActive ? opening.synRetries() + mostLinear : opening.synAckRetries();
        if (retransmit.timeouts() >= mostTimeouts) {
            return false;
        }
        retransmit.onSynTimeout(now, mostLinear);
        retransmit.arm(TcpTimer.RETRANSMIT, now, retransmit.rtoNanos());
        return true;
    }

    /** The answer to our SYN may have been taken for one to an older: as in Linux the first SYN is repeated soon. */
    void hurrySyn(long now) {
        if (retransmit.timeouts() == 0) {
            retransmit.arm(TcpTimer.RETRANSMIT, now, RetransmitTimer.HURRIED_NANOS);
        }
    }

    /** {@link TcpTimer#RETRANSMIT} ran out on text or FIN. {@return false if it has done so for too long} */
    boolean onRetransmitTimeout(long now, int mostTimeouts) {
        // As in Linux the user timeout, if set, takes the place of the count.
        boolean isCounted = config.userTimeoutNanos() == 0;
        long first = flight.recovery().undo().stampNanos();
        if (isCounted && retransmit.isSpent(now, first, mostTimeouts)) {
            return false;
        }
        if (retransmit.isSpent(now, first, RetransmitTimer.SUSPICIOUS_TIMEOUTS)) {
            size.onBlackHole(now);
            flight.window().segmentBytes(size.segmentBytes());
        }
        flight.onTimeout(now, window.sndUna(), window.sndNxt(), retransmit.timeouts() > 0);
        retransmit.onTimeout(now);
        retransmit.arm(TcpTimer.RETRANSMIT, now, retransmit.rtoNanos());
        armUserTimeout(now);
        return true;
    }

    /** RFC 5482; as in Linux it begins with the first repetition, not with the text. */
    void armUserTimeout(long now) {
        long first = AckNews.NONE;
        if (window.sndUna() == window.iss() && window.outstanding() > 0) {
            first = synNanos;
        } else if (window.outstanding() > 0 && retransmit.timeouts() > 0) {
            long stamp = flight.recovery().undo().stampNanos();
            first = stamp == AckNews.NONE ? now : stamp;
        }
        stall.armUserTimeout(first);
    }

    /** {@link TcpTimer#REORDER}: what is late by now is lost; {@link TcpTimer#LOSS_PROBE}: a probe is picked next. */
    void onTime(long now) {
        // What the pace held back is picked next, if something is.
        timers.takeIfDue(TcpTimer.PACE, now);
        if (timers.takeIfDue(TcpTimer.REORDER, now)) {
            onReorderTimeout(now);
        }
        if (timers.takeIfDue(TcpTimer.LOSS_PROBE, now)) {
            onProbeTimeout(now);
        }
    }

    private void onReorderTimeout(long now) {
        flight.onReorderTimeout(now, window.sndUna(), window.sndNxt());
        retransmit.rearmFromHead(now, flight.headSentNanos());
    }

    private void onProbeTimeout(long now) {
        if (!flight.probe().isOut()) {
            picker.probe();
        }
        retransmit.rearmFromHead(now, flight.headSentNanos());
    }

    /** {@link TcpTimer#PERSIST} ran out. */
    Persist onPersistTimeout(long now, int mostUnanswered) {
        if (!stall.onPersistTimeout(now, mostUnanswered, retransmit.rtoNanos())) {
            return Persist.GIVES_UP;
        }
        armUserTimeout(now);
        // RFC 9293 3.8.6.2.1 (4): the override timeout of silly window avoidance is this timer.
        boolean sends = window.usable() > 0;
        fresh.override(sends);
        return sends ? Persist.SENDS : Persist.PROBES;
    }
}
