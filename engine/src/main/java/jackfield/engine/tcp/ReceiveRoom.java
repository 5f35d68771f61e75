package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAtOrAfter;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;

/**
 * How much more text may come: says in which order the parts run that count memory, measure and tell windows.
 *
 * <pre>
 *   a segment is kept -> ReceiveMemory -> PeerSegments -> ReceiveSpace (ratio, threshold)
 *   text was read     -> ReceiveMemory -> ReceiveRate  -> ReceiveSpace (buffer)
 *   a segment leaves  -> ReceiveWindow (what to tell)
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6">RFC 9293, 3.8.6</a>
 */
final class ReceiveRoom {
    private static final int HEADER_BYTES = 40;

    private final ReceiveWindow window;
    private final AckPolicy ackPolicy;
    private final ReceiveMemory memory = new ReceiveMemory();
    private final ReceiveRate rate = new ReceiveRate();
    private final ReceiveSpace space;
    private final PeerSegments segments;
    private final int mss;
    private int headerBytes = HEADER_BYTES;
    private boolean isOut;
    private long outOfOrderSegments;

    ReceiveRoom(TcpConfig config, ReceiveWindow window, AckPolicy ackPolicy) {
        this.window = window;
        this.ackPolicy = ackPolicy;
        space = new ReceiveSpace(config);
        mss = config.mss();
        segments = new PeerSegments(mss);
    }

    void configure(TcpConfig changed) {
        space.configure(changed, window.toldBytes());
    }

    /** Our SYN offers this window, or has. */
    void offer(InitialWindow initial) {
        space.offer(initial);
    }

    /** The handshake is over. */
    void start(long now, Negotiation negotiation) {
        space.start(window.toldBytes());
        segments.start(Math.min(negotiation.mss(), mss) - negotiation.optionBytes(), window.toldBytes());
        headerBytes = HEADER_BYTES + (negotiation.timestamps() ? Negotiation.TIMESTAMPS_BYTES : 0);
        rate.start(now, window.rcvNxt());
    }

    /** A segment of {@code length} bytes echoes our timestamp, {@code sampleNanos} old. */
    void onEcho(int length, int echo, long sampleNanos, boolean isRead) {
        if (length >= segments.fullBytes()) {
            rate.onEcho(echo, sampleNanos, isRead);
        }
    }

    /** A segment of which {@code length} bytes are new is kept in order. */
    void keep(int length, TcpSegment segment) {
        memory.add(length, truesize(segment), SegmentMemory.tailroom(segment.textLength(), headerBytes));
        learn(segment);
    }

    /** A segment of which {@code length} bytes are new is kept beyond a gap; {@code reach} is the end of all text. */
    void keepLater(int length, TcpSegment segment, int reach, boolean hasSack) {
        outOfOrderSegments++;
        memory.addOutOfOrder(length, truesize(segment));
        learn(segment);
        if (hasSack) {
            grow(segment);
        }
        space.follow(space.perRoundBytes(), reach);
    }

    private int truesize(TcpSegment segment) {
        return SegmentMemory.truesize(segment.textLength(), headerBytes);
    }

    /** tcp_measure_rcv_mss. */
    private void learn(TcpSegment segment) {
        int length = segment.textLength();
        boolean isPush = segment.has(TcpFlags.PSH);
        boolean isLonger = length > segments.fullBytes();
        boolean isSmall = segments.onText(length, !isPush && !segment.has(TcpFlags.FIN));
        if (isLonger) {
            space.measure(length, truesize(segment), window.toldBytes());
        }
        if (isSmall || isPush && length == segments.fullBytes()) {
            ackPolicy.onPush(isSmall);
        }
    }

    /** The window may grow by what was kept. */
    void grow(TcpSegment segment) {
        if (space.grow(segment.textLength(), truesize(segment), memory.allocated(), segments.fullBytes())) {
            ackPolicy.onGrowth();
        }
    }

    /**
     * Makes room for text up to {@code textEnd} where memory is short: in-order text goes before text out of order, and
     * that before later text. {@return whether there is}
     */
    boolean has(int textEnd, int inOrder, OutOfOrder outOfOrder, SackBlocks blocks) {
        while (isOver(inOrder)) {
            if (outOfOrder.isEmpty() || isAtOrAfter(textEnd, outOfOrder.end())) {
                return false;
            }
            // RFC 2018 8: the data receiver may discard what it has reported, though it had better not.
            drop(outOfOrder.dropLast());
            blocks.clear();
        }
        return true;
    }

    /** {@return whether more is held than the buffer takes, though all was done to spare memory} */
    boolean isOver(int inOrderBytes) {
        if (memory.allocated() <= space.bufferBytes()) {
            return false;
        }
        space.overflow(memory.allocated());
        ackPolicy.leaveQuick();
        if (memory.allocated() > space.bufferBytes()) {
            memory.collapse(inOrderBytes);
        }
        return memory.allocated() > space.bufferBytes();
    }

    /** Text had to be dropped for want of room: the next segment closes the window. */
    void onOverflow() {
        isOut = true;
        ackPolicy.now();
    }

    /** Text out of order, {@code length} bytes, was thrown away. */
    void drop(int length) {
        memory.drop(length);
    }

    /** Text out of order, {@code length} bytes, is in order now. */
    void join(int length) {
        memory.join(length);
    }

    /** Text came in order, up to RCV.NXT. */
    void onReach(long now) {
        rate.onText(now, window.rcvNxt(), window.toldBytes());
    }

    /** Text that nobody wants was passed over. */
    void onHidden(int length) {
        memory.read(length);
    }

    /**
     * The application has read.
     *
     * @param copied the first byte that was not read, {@code unread} bytes before the end
     * @param reach bytes from RCV.NXT to the end of what is out of order
     */
    void onRead(long now, int count, int copied, int unread, int reach, boolean mayTell) {
        memory.read(count);
        if (rate.isRoundOver(now)) {
            // What waits unread is not what the application asks for.
            int bytes = rate.readInRound(copied) - unread;
            if (bytes > space.perRoundBytes()) {
                space.follow(bytes, reach);
            }
            rate.restart(now, copied);
        }
        ackPolicy.onRead(window.unacknowledged() > segments.fullBytes(), count > 0 && memory.allocated() == 0);
        if (count > 0 && mayTell && !ackPolicy.isDue()) {
            tell();
        }
    }

    /** Linux: only where the window is half closed at least, and at least doubles. */
    private void tell() {
        long told = window.rcvWnd();
        if (2 * told <= space.clampBytes()) {
            int offered = offer();
            if (offered > 0 && offered >= 2 * told) {
                ackPolicy.now();
            }
        }
    }

    /** {@return whether more than a full segment is unacknowledged, and an acknowledgment would not tell less room} */
    boolean deservesAck(boolean isAwaited) {
        return window.unacknowledged() > segments.fullBytes() && (isAwaited || offer() >= window.toldBytes());
    }

    private int offer() {
        int offered = window.offer(space, memory.allocated(), segments.fullBytes());
        if (window.isTight()) {
            ackPolicy.leaveQuick();
        }
        return offered;
    }

    /** {@return the window field of a segment that leaves now} */
    int advertise() {
        if (isOut) {
            isOut = false;
            return window.advertiseNone();
        }
        int field = window.advertise(space, memory.allocated(), segments.fullBytes());
        if (window.isTight()) {
            ackPolicy.leaveQuick();
        }
        return field;
    }

    /** {@return how many segments may be acknowledged at once: half of those that the window told takes} */
    int mostQuick() {
        return window.toldBytes() / (2 * segments.fullBytes());
    }

    /** {@return the round-trip time, {@code srttNanos} as the sender knows it} */
    long rttNanos(long srttNanos) {
        return rate.rttNanos() > 0 && srttNanos > 0 ? Math.min(srttNanos, rate.rttNanos()) : srttNanos;
    }

    ReceiveSnapshot snapshot() {
        return new ReceiveSnapshot(
                ackPolicy.delayNanos(),
                segments.fullBytes(),
                space.thresholdBytes(),
                rate.rttNanos(),
                space.perRoundBytes(),
                window.toldBytes(),
                space.clampBytes(),
                space.bufferBytes(),
                memory.allocated(),
                outOfOrderSegments);
    }
}
