package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.earlier;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;
import static jackfield.wire.SequenceNumber.later;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;

/**
 * Says in which order the receiving parts run: text is sorted, stored in its place, joined, counted, acknowledged.
 *
 * <pre>
 *   segment -> old | in order | beyond a gap -> ReceiveBuffer, OutOfOrder, SackBlocks
 *           -> ReceiveMemory, ReceiveSpace (how much may come) -> AckPolicy (when the peer hears)
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.4">RFC 9293, 3.10.7.4</a>, seventh and eighth
 */
final class ReceiveSide {
    private static final int HEADER_BYTES = 40;

    private final ReceiveWindow window = new ReceiveWindow();
    private final ReceiveBuffer buffer = new ReceiveBuffer();
    private final OutOfOrder outOfOrder = new OutOfOrder();
    private final SackBlocks blocks = new SackBlocks();
    private final ReceiveMemory memory = new ReceiveMemory();
    private final ReceiveRate rate = new ReceiveRate();
    private final ReceiveSpace space;
    private final PeerSegments segments;
    private final AckPolicy ackPolicy;
    private TcpConfig config;
    private boolean hasSack;
    private boolean hasFin;
    private boolean finTaken;
    private int finAt;
    private boolean isOutOfRoom;
    private int headerBytes = HEADER_BYTES;
    private long rtoNanos;
    private long rttNanos;

    ReceiveSide(TcpConfig config) {
        this.config = config;
        space = new ReceiveSpace(config);
        segments = new PeerSegments(config.mss());
        ackPolicy = new AckPolicy(config.delayedAckNanos());
    }

    void configure(TcpConfig changed) {
        config = changed;
        space.configure(changed);
    }

    /** The peer's SYN came; {@code initial} is what ours offers or has offered. */
    void open(int peerIss, InitialWindow initial) {
        window.start(peerIss, initial.windowBytes());
        space.offer(initial);
    }

    /** The handshake is over. */
    void start(long now, Negotiation negotiation) {
        window.scale(negotiation.rcvScale());
        space.start(window.toldBytes());
        segments.start(negotiation.segmentBytes(), window.toldBytes());
        hasSack = negotiation.sack();
        headerBytes = HEADER_BYTES + (negotiation.timestamps() ? Negotiation.TIMESTAMPS_BYTES : 0);
        rate.start(now, window.rcvNxt());
        ackPolicy.start(now);
    }

    /** What the sending side has measured; the delay of acknowledgments follows it. */
    void tellTimes(long rto, long srtt) {
        rtoNanos = rto;
        rttNanos = srtt;
    }

    /** A segment echoes our timestamp, {@code sampleNanos} old. */
    void onEcho(int length, int echo, long sampleNanos) {
        if (length >= segments.fullBytes()) {
            rate.onEcho(echo, sampleNanos, buffer.readable() == 0);
        }
    }

    /**
     * Takes the text and FIN of a segment that {@code Arrival} let through.
     *
     * @param seq where the text begins
     * @return whether the FIN was reached now: no more text will come
     */
    boolean onText(long now, int seq, TcpSegment segment, boolean fin) {
        blocks.forgetDuplicate();
        int rcvNxt = window.rcvNxt();
        int textEnd = seq + segment.textLength();
        int end = fin ? textEnd + 1 : textEnd;
        if (!isAfter(end, rcvNxt)) {
            // RFC 9293 3.10.7.4: what was not acceptable is answered with an acknowledgment. RFC 2883 4.1.
            duplicate(seq, end);
            refuse();
        } else if (isAfter(seq, rcvNxt)) {
            if (isAtOrAfter(seq, window.rightEdge())) {
                refuse();
            } else {
                takeLater(seq, textEnd, fin, segment);
            }
        } else {
            takeNow(now, seq, textEnd, fin, segment);
        }
        return hasFin && window.rcvNxt() == finAt && takeFin(now);
    }

    private void takeNow(long now, int seq, int textEnd, boolean fin, TcpSegment segment) {
        int rcvNxt = window.rcvNxt();
        boolean isBareFin = textEnd == seq && fin;
        if (isBefore(seq, rcvNxt)) {
            duplicate(seq, rcvNxt);
        }
        if (window.rcvWnd() == 0 && !isBareFin) {
            refuse();
            return;
        }
        int length = distance(rcvNxt, textEnd);
        if (length > 0) {
            int truesize = SegmentMemory.truesize(segment.textLength(), headerBytes);
            if (!hasRoom(textEnd) && buffer.inOrder() > 0) {
                isOutOfRoom = true;
                ackPolicy.now();
                return;
            }
            buffer.store(0, segment.bytes(), segment.textAt() + distance(seq, rcvNxt), length);
            memory.add(length, truesize, SegmentMemory.tailroom(segment.textLength(), headerBytes));
            measure(segment, truesize);
            ackPolicy.onText(now, mostQuick(), rtoNanos);
            grow(segment.textLength(), truesize);
            reach(now, textEnd);
        }
        if (fin) {
            noteFin(textEnd);
        }
    }

    /** RCV.NXT goes to {@code end}, and on over text that was out of order. */
    private void reach(long now, int end) {
        int from = window.rcvNxt();
        int reached = end;
        boolean hadGap = hasGap();
        if (!outOfOrder.isEmpty()) {
            int overlap = outOfOrder.overlap(from, end);
            if (overlap >= 0) {
                duplicateMore(outOfOrder.start(overlap), end);
            }
            // What came twice is kept once.
            memory.drop(outOfOrder.bytesBefore(end));
            reached = outOfOrder.join(end);
            memory.join(distance(end, reached));
        }
        if (hadGap && outOfOrder.isEmpty()) {
            // RFC 5681 4.2: at once where a gap is filled. As in Linux, where the last is.
            ackPolicy.oweNow();
        }
        buffer.advance(distance(from, reached));
        window.advanceTo(reached);
        if (outOfOrder.isEmpty() && !hasFin) {
            blocks.clear();
        } else {
            blocks.advanceTo(reached);
        }
        if (buffer.inOrder() == 0) {
            memory.read(distance(from, reached));
        }
        rate.onText(now, reached, window.toldBytes());
    }

    /** Learns from a segment that is kept: tcp_measure_rcv_mss. */
    private void measure(TcpSegment segment, int truesize) {
        int length = segment.textLength();
        boolean isPush = segment.has(TcpFlags.PSH);
        boolean isLonger = length > segments.fullBytes();
        boolean isSmall = segments.onText(length, !isPush && !segment.has(TcpFlags.FIN));
        if (isLonger) {
            space.measure(length, truesize, window.toldBytes());
        }
        if (isSmall || isPush && length == segments.fullBytes()) {
            ackPolicy.onPush(isSmall);
        }
    }

    private void grow(int length, int truesize) {
        if (space.grow(length, truesize, memory.allocated(), segments.fullBytes())) {
            ackPolicy.onGrowth();
        }
    }

    private void takeLater(int seq, int textEnd, boolean fin, TcpSegment segment) {
        if (hasFin && isAfter(textEnd, finAt)) {
            refuse();
            return;
        }
        int length = segment.textLength();
        int end = fin ? textEnd + 1 : textEnd;
        int overlap = length > 0 ? outOfOrder.overlap(seq, textEnd) : -1;
        boolean isFinKnown = fin && hasFin;
        boolean isKnown = overlap >= 0
                && isAtOrBefore(outOfOrder.start(overlap), seq)
                && isAtOrAfter(outOfOrder.end(overlap), textEnd);
        if (overlap >= 0) {
            int known = isKnown && isFinKnown ? end : earlier(textEnd, outOfOrder.end(overlap));
            duplicate(later(seq, outOfOrder.start(overlap)), known);
        } else if (length == 0 && isFinKnown) {
            duplicate(seq, end);
        }
        if (length > 0 && !isKnown) {
            int before = outOfOrder.bytes();
            if (!hasRoom(textEnd) || !outOfOrder.add(seq, textEnd)) {
                return;
            }
            buffer.store(distance(window.rcvNxt(), seq), segment.bytes(), segment.textAt(), length);
            int truesize = SegmentMemory.truesize(length, headerBytes);
            memory.addOutOfOrder(outOfOrder.bytes() - before, truesize);
            measure(segment, truesize);
            if (hasSack) {
                grow(length, truesize);
            }
            space.follow(space.perRoundBytes(), distance(window.rcvNxt(), outOfOrder.end()));
        }
        if (fin) {
            noteFin(textEnd);
        }
        if (hasSack) {
            if (blocks.isDeep(seq, end)) {
                ackPolicy.tellShared();
            }
            blocks.add(seq, end);
        }
        ackPolicy.schedule();
    }

    /** Makes room where memory is short: in-order text goes before text out of order, and that before later text. */
    private boolean hasRoom(int textEnd) {
        if (memory.allocated() <= space.bufferBytes()) {
            return true;
        }
        space.overflow(memory.allocated());
        ackPolicy.leaveQuick();
        if (memory.allocated() > space.bufferBytes()) {
            memory.collapse(buffer.inOrder());
        }
        while (memory.allocated() > space.bufferBytes() && !outOfOrder.isEmpty()) {
            if (isAtOrAfter(textEnd, outOfOrder.end())) {
                return false;
            }
            // RFC 2018 8: the data receiver may discard what it has reported, though it had better not.
            memory.drop(outOfOrder.dropLast());
            blocks.clear();
        }
        return memory.allocated() <= space.bufferBytes();
    }

    /** A FIN before text that we hold is a lie. */
    private void noteFin(int at) {
        if (!hasFin && (outOfOrder.isEmpty() || !isBefore(at, outOfOrder.end()))) {
            hasFin = true;
            finAt = at;
        }
    }

    private boolean takeFin(long now) {
        if (finTaken) {
            return false;
        }
        finTaken = true;
        window.advanceTo(finAt + 1);
        blocks.clear();
        ackPolicy.schedule();
        return true;
    }

    /** Old text, or text beyond the window: RFC 9293 3.10.7.4, it is dropped and acknowledged, which shows loss. */
    private void refuse() {
        ackPolicy.enterQuick(mostQuick());
        ackPolicy.now();
    }

    /** {@code Arrival} found the segment not acceptable, and it is answered. */
    void onUnacceptable(int seq, int end) {
        int rcvNxt = window.rcvNxt();
        if (seq != end && isBefore(seq, rcvNxt)) {
            ackPolicy.enterQuick(mostQuick());
            duplicate(seq, earlier(end, rcvNxt));
        }
        ackPolicy.now();
    }

    /** The peer's SYN came once more, with the ACK that establishes: RFC 9293, 3.5, figure 8, line 6. */
    void onRepeatedSyn(int seq) {
        duplicate(seq, seq + 1);
        refuse();
    }

    private void duplicate(int start, int end) {
        if (hasSack && config.loss().dsack()) {
            blocks.duplicate(start, end);
        }
    }

    private void duplicateMore(int start, int end) {
        if (hasSack && config.loss().dsack()) {
            blocks.duplicateMore(start, end);
        }
    }

    private int mostQuick() {
        return window.toldBytes() / (2 * segments.fullBytes());
    }

    /** All of a segment was processed: an acknowledgment is due, or waits. */
    void settle(long now) {
        boolean isFull = window.unacknowledged() > segments.fullBytes()
                && (buffer.readable() < config.buffers().receiveLowWaterBytes() || offer() >= window.toldBytes());
        long rtt = rate.rttNanos() > 0 && rttNanos > 0 ? Math.min(rttNanos, rate.rttNanos()) : rttNanos;
        ackPolicy.decide(now, isFull, hasGap(), hasSack, window.rcvNxt(), rtt);
    }

    /** Text or FIN waits for what is before it. */
    private boolean hasGap() {
        return !outOfOrder.isEmpty() || hasFin && !finTaken && finAt != window.rcvNxt();
    }

    private int offer() {
        int offered = window.offer(space, memory.allocated(), segments.fullBytes());
        if (window.isTight()) {
            ackPolicy.leaveQuick();
        }
        return offered;
    }

    /** Moves what fits. {@return bytes read} */
    int read(long now, byte[] into, int at, int length) {
        int count = buffer.read(into, at, length);
        afterRead(now, count);
        return count;
    }

    /** Throws away what fits. {@return bytes thrown away} */
    int skip(long now, int length) {
        int count = buffer.skip(length);
        afterRead(now, count);
        return count;
    }

    private void afterRead(long now, int count) {
        memory.read(count);
        int copied = window.rcvNxt() - (finTaken ? 1 : 0) - buffer.readable();
        if (rate.isRoundOver(now)) {
            // What waits unread is not what the application asks for.
            int bytes = rate.readInRound(copied) - buffer.readable();
            if (bytes > space.perRoundBytes()) {
                space.follow(bytes, outOfOrder.isEmpty() ? 0 : distance(window.rcvNxt(), outOfOrder.end()));
            }
            rate.restart(now, copied);
        }
        ackPolicy.onRead(window.unacknowledged() > segments.fullBytes(), count > 0 && memory.allocated() == 0);
        if (count > 0 && !ackPolicy.isDue() && !finTaken) {
            tellRoom();
        }
        if (finTaken) {
            buffer.releaseIfRead();
        }
    }

    /** Linux: only where the window is half closed at least, and at least doubles. */
    private void tellRoom() {
        long told = window.rcvWnd();
        if (2 * told <= space.clampBytes()) {
            int offered = offer();
            if (offered > 0 && offered >= 2 * told) {
                ackPolicy.now();
            }
        }
    }

    /** Copies what fits. {@return bytes copied} */
    int peek(byte[] into, int at, int length) {
        return buffer.peek(into, at, length);
    }

    /** Text that comes from now on is acknowledged and dropped. */
    void discard() {
        buffer.discard();
    }

    /** {@return the window field of a segment that leaves now, with an acknowledgment} */
    int advertise() {
        ackPolicy.onAckSent();
        if (isOutOfRoom) {
            isOutOfRoom = false;
            return window.advertiseNone();
        }
        int field = window.advertise(space, memory.allocated(), segments.fullBytes());
        if (window.isTight()) {
            ackPolicy.leaveQuick();
        }
        return field;
    }

    /** {@return SACK blocks, at most {@code most}} */
    int[] blocks(int most) {
        return blocks.edges(most);
    }

    /** {@return whether a RST here is believed: at the end of all text that came, RFC 5961 3.2 as Linux extends it} */
    boolean isAtLastBlock(int seq) {
        return hasSack && blocks.count() > 0 && seq == blocks.highest();
    }

    /** A segment with blocks leaves: a duplicate is told once (RFC 2883, 4). */
    void onBlocksSent() {
        blocks.forgetDuplicate();
    }

    /** {@link TcpTimer#DELAYED_ACK} is due. */
    void onAckTimeout(long now) {
        ackPolicy.onTime(now, rtoNanos);
    }

    /** {@return bytes that can be read} */
    int readable() {
        return buffer.readable();
    }

    /** {@return whether nothing waits to be read} */
    boolean isEmpty() {
        return buffer.inOrder() == 0;
    }

    /** {@return whether the peer's FIN was reached} */
    boolean isFinTaken() {
        return finTaken;
    }

    ReceiveWindow window() {
        return window;
    }

    ReceiveSpace space() {
        return space;
    }

    ReceiveRate rate() {
        return rate;
    }

    PeerSegments segments() {
        return segments;
    }

    AckPolicy ackPolicy() {
        return ackPolicy;
    }
}
