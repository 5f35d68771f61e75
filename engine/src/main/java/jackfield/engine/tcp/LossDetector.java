package jackfield.engine.tcp;

/**
 * Marks what is lost: by time where the peer sends SACK blocks, else by duplicates and partial acknowledgments.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985#section-6.2">RFC 8985, 6.2</a>; RFC 6582, 3.2; Linux's {@code
 *     tcp_identify_packet_loss}
 */
final class LossDetector {
    private static final long LEAST_RENEGING_NANOS = 10_000_000;

    private final Scoreboard board;
    private final FlightCounts counts;
    private final Rack rack;
    private final Reordering reordering;
    private final RttEstimator rtt;
    private boolean hasSack;

    LossDetector(Scoreboard board, Rack rack, Reordering reordering, RttEstimator rtt) {
        this.board = board;
        this.counts = board.counts();
        this.rack = rack;
        this.reordering = reordering;
        this.rtt = rtt;
    }

    void start(boolean peerSendsSack) {
        hasSack = peerSendsSack;
    }

    /** Marks what the news shows to be lost, and says how long the rest is waited for. */
    void onNews(CaState state, AckNews news) {
        if (counts.packetsOut == 0) {
            return;
        }
        if (hasSack) {
            findLate(state, news);
            return;
        }
        // RFC 6582 3.2: enough duplicates, or a partial acknowledgment while repairing.
        boolean isEnough = !state.isRepairing() && counts.sackedOut >= reordering.segments();
        if (isEnough || state == CaState.RECOVERY && news.isProgress()) {
            board.markHeadLost();
        }
    }

    private void findLate(CaState state, AckNews news) {
        if (!rack.takeAdvanced()) {
            return;
        }
        long remaining = rack.detect(board, news.now, windowNanos(state));
        if (remaining > 0) {
            news.reorderNanos = remaining + TailLossProbe.LEAST_DELAY_NANOS;
            news.rearms = false;
        }
    }

    /** {@link TcpTimer#REORDER} ran out. {@return segments newly found to be lost} */
    int onReorderTimeout(CaState state, long now) {
        long before = counts.lostTotal;
        rack.detect(board, now, windowNanos(state));
        return (int) (counts.lostTotal - before);
    }

    private long windowNanos(CaState state) {
        // RFC 8985 6.2 step 4: where no reordering was seen, three SACKed segments or a repair leave no patience.
        boolean isPatient = reordering.seen() > 0 || !state.isRepairing() && counts.sackedOut < reordering.segments();
        return rack.window(isPatient, rtt.minNanos(), rtt.srttNanos());
    }

    /** {@return how long a peer is waited for that has acknowledged up to what it had SACKed, and no further} */
    long renegingNanos() {
        return Math.max(rtt.srttNanos() / 2, LEAST_RENEGING_NANOS);
    }

    Reordering reordering() {
        return reordering;
    }

    Rack rack() {
        return rack;
    }
}
