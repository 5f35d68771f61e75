package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.earlier;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;
import static jackfield.wire.SequenceNumber.isBefore;
import static jackfield.wire.SequenceNumber.later;

import jackfield.wire.TcpSegment;

/**
 * Says in which order the receiving parts run: text is sorted, stored in its place, joined, counted, acknowledged.
 *
 * <pre>
 *   segment -> old | in order | beyond a gap -> ReceiveBuffer, OutOfOrder, SackBlocks
 *           -> ReceiveRoom (how much more may come) -> AckPolicy (when the peer hears)
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.4">RFC 9293, 3.10.7.4</a>, seventh and eighth
 */
final class ReceiveSide {
    private final ReceiveWindow window = new ReceiveWindow();
    private final ReceiveBuffer buffer = new ReceiveBuffer();
    private final OutOfOrder outOfOrder = new OutOfOrder();
    private final SackBlocks blocks = new SackBlocks();
    private final PeerFin fin = new PeerFin();
    private final UrgentReceiver urgent = new UrgentReceiver();
    private final AckPolicy ackPolicy;
    private final ReceiveRoom room;
    private TcpConfig config;
    private boolean hasSack;
    private long rtoNanos;
    private long rttNanos;

    ReceiveSide(TcpConfig config) {
        this.config = config;
        ackPolicy = new AckPolicy(config.delayedAckNanos(), config.loss());
        room = new ReceiveRoom(config, window, ackPolicy);
    }

    void configure(TcpConfig changed) {
        config = changed;
        room.configure(changed);
    }

    /** The peer's SYN came; {@code initial} is what ours offers or has offered. */
    void open(int peerIss, InitialWindow initial) {
        window.start(peerIss, initial.windowBytes());
        room.offer(initial);
    }

    /** The handshake is over. */
    void start(long now, Negotiation negotiation) {
        window.scale(negotiation.rcvScale());
        room.start(now, negotiation);
        hasSack = negotiation.sack();
        blocks.reportDuplicates(hasSack && config.loss().dsack());
        ackPolicy.start(now);
    }

    /** What the sending side has measured; the delay of acknowledgments follows it. */
    void tellTimes(long rto, long srtt) {
        rtoNanos = rto;
        rttNanos = srtt;
    }

    /** A segment echoes our timestamp, {@code sampleNanos} old. */
    void onEcho(int length, int echo, long sampleNanos) {
        room.onEcho(length, echo, sampleNanos, buffer.readable() == 0);
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
            blocks.duplicate(seq, end);
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
        return this.fin.isAt(window.rcvNxt()) && takeFin();
    }

    private void takeNow(long now, int seq, int textEnd, boolean fin, TcpSegment segment) {
        int rcvNxt = window.rcvNxt();
        boolean isBareFin = textEnd == seq && fin;
        if (isBefore(seq, rcvNxt)) {
            blocks.duplicate(seq, rcvNxt);
        }
        if (window.rcvWnd() == 0 && !isBareFin) {
            refuse();
            return;
        }
        int length = distance(rcvNxt, textEnd);
        if (length > 0) {
            if (!room.has(textEnd, buffer.inOrder(), outOfOrder, blocks) && buffer.inOrder() > 0) {
                room.onOverflow();
                return;
            }
            buffer.store(0, segment.bytes(), segment.textAt() + distance(seq, rcvNxt), length);
            room.keep(length, segment);
            ackPolicy.onText(now, room.mostQuick(), rtoNanos);
            room.grow(segment);
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
                blocks.duplicateMore(outOfOrder.start(overlap), end);
            }
            // What came twice is kept once.
            room.drop(outOfOrder.bytesBefore(end));
            reached = outOfOrder.join(end);
            room.join(distance(end, reached));
        }
        if (hadGap && outOfOrder.isEmpty()) {
            // RFC 5681 4.2: at once where a gap is filled. As in Linux, where the last is.
            ackPolicy.oweNow();
        }
        buffer.advance(distance(from, reached));
        window.advanceTo(reached);
        if (outOfOrder.isEmpty() && !fin.isKnown()) {
            blocks.clear();
        } else {
            blocks.advanceTo(reached);
        }
        if (buffer.inOrder() == 0) {
            room.onHidden(distance(from, reached));
        }
        room.onReach(now);
    }

    private void takeLater(int seq, int textEnd, boolean fin, TcpSegment segment) {
        if (this.fin.isBefore(textEnd)) {
            refuse();
            return;
        }
        int length = segment.textLength();
        int end = fin ? textEnd + 1 : textEnd;
        int overlap = length > 0 ? outOfOrder.overlap(seq, textEnd) : -1;
        boolean isFinKnown = fin && this.fin.isKnown();
        boolean isKnown = overlap >= 0
                && isAtOrBefore(outOfOrder.start(overlap), seq)
                && isAtOrAfter(outOfOrder.end(overlap), textEnd);
        if (overlap >= 0) {
            int known = isKnown && isFinKnown ? end : earlier(textEnd, outOfOrder.end(overlap));
            blocks.duplicate(later(seq, outOfOrder.start(overlap)), known);
        } else if (length == 0 && isFinKnown) {
            blocks.duplicate(seq, end);
        }
        if (length > 0 && !isKnown) {
            int before = outOfOrder.bytes();
            if (!room.has(textEnd, buffer.inOrder(), outOfOrder, blocks) || !outOfOrder.add(seq, textEnd)) {
                return;
            }
            buffer.store(distance(window.rcvNxt(), seq), segment.bytes(), segment.textAt(), length);
            int added = outOfOrder.bytes() - before;
            room.keepLater(added, segment, distance(window.rcvNxt(), outOfOrder.end()), hasSack);
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

    /** A FIN before text that we hold is a lie. */
    private void noteFin(int at) {
        if (outOfOrder.isEmpty() || !isBefore(at, outOfOrder.end())) {
            fin.note(at);
        }
    }

    private boolean takeFin() {
        if (!fin.take()) {
            return false;
        }
        window.advanceTo(window.rcvNxt() + 1);
        blocks.clear();
        ackPolicy.schedule();
        return true;
    }

    /** Old text, or text beyond the window: RFC 9293 3.10.7.4, it is dropped and acknowledged, which shows loss. */
    private void refuse() {
        ackPolicy.enterQuick(room.mostQuick());
        ackPolicy.now();
    }

    /** {@code Arrival} found the segment not acceptable, and it is answered. */
    void onUnacceptable(int seq, int end) {
        int rcvNxt = window.rcvNxt();
        if (seq != end && isBefore(seq, rcvNxt)) {
            ackPolicy.enterQuick(room.mostQuick());
            blocks.duplicate(seq, earlier(end, rcvNxt));
        }
        ackPolicy.now();
    }

    /** The peer's SYN came once more, with the ACK that establishes: RFC 9293, 3.5, figure 8, line 6. */
    void onRepeatedSyn(int seq) {
        blocks.duplicate(seq, seq + 1);
        refuse();
    }

    /** Text or FIN waits for what is before it. */
    private boolean hasGap() {
        return !outOfOrder.isEmpty() || fin.waits(window.rcvNxt());
    }

    /** All of a segment was processed: an acknowledgment is due, or waits. */
    void settle(long now) {
        boolean isFull = room.deservesAck(buffer.readable() < config.buffers().receiveLowWaterBytes());
        long rtt = room.rttNanos(rttNanos);
        ackPolicy.decide(now, isFull, hasGap(), hasSack, window.rcvNxt(), rtt);
    }

    /** Looks at the urgent pointer of an acceptable segment whose text begins at {@code seq}. */
    void onUrgent(TcpSegment segment, int seq) {
        boolean isLast = config.path().urgentAtLast();
        if (urgent.onSegment(
                segment,
                seq,
                copied(),
                window.rcvNxt(),
                isLast,
                config.buffers().urgentInline())) {
            buffer.skip(1);
        }
    }

    /** The first byte that was not read. */
    private int copied() {
        return window.rcvNxt() - (fin.isTaken() ? 1 : 0) - buffer.readable();
    }

    /** Moves what fits and lies before an urgent mark. {@return bytes read} */
    int read(long now, byte[] into, int at, int length) {
        int most = passMark(now, length);
        int count = buffer.read(into, at, most);
        afterRead(now, count);
        return count;
    }

    /** Throws away what fits. {@return bytes thrown away} */
    int skip(long now, int length) {
        int count = buffer.skip(passMark(now, length));
        afterRead(now, count);
        return count;
    }

    /** The byte at the mark is passed over. {@return how much of {@code length} may then be read at once} */
    private int passMark(long now, int length) {
        if (buffer.readable() > 0 && urgent.isHole(copied(), config.buffers().urgentInline())) {
            buffer.skip(1);
            afterRead(now, 1);
        }
        return Math.min(length, urgent.readable(copied(), buffer.readable()));
    }

    private void afterRead(long now, int count) {
        int reach = outOfOrder.isEmpty() ? 0 : distance(window.rcvNxt(), outOfOrder.end());
        urgent.onRead(copied());
        room.onRead(now, count, copied(), buffer.readable(), reach, !fin.isTaken());
        if (fin.isTaken()) {
            buffer.releaseIfRead();
        }
    }

    /** Copies what fits and lies before an urgent mark. {@return bytes copied} */
    int peek(byte[] into, int at, int length) {
        int hole = urgent.isHole(copied(), config.buffers().urgentInline()) ? 1 : 0;
        int most = urgent.readable(copied() + hole, buffer.readable() - hole);
        return buffer.peek(hole, into, at, Math.min(length, most));
    }

    /** MSG_OOB: the byte at the urgent mark. {@return 1, 0 at the end, or -errno} */
    int readUrgent(byte[] into, int at, int length, boolean peeks, boolean ends) {
        return urgent.take(into, at, length, config.buffers().urgentInline(), peeks, ends);
    }

    /** {@return SIOCATMARK} */
    boolean isAtMark() {
        return urgent.isAtMark(copied());
    }

    /** {@return POLLPRI} */
    boolean hasUrgent() {
        return urgent.isHeld();
    }

    /** {@return SIOCINQ: bytes up to the urgent mark} */
    int readableToMark() {
        int copied = copied();
        return urgent.isHole(copied, config.buffers().urgentInline())
                ? 0
                : config.buffers().urgentInline() ? readable() : urgent.readable(copied, readable());
    }

    /** {@return whether as much can be read as SO_RCVLOWAT wants} */
    boolean isReadable() {
        int hole = urgent.isHole(copied(), config.buffers().urgentInline()) ? 1 : 0;
        return readable() >= Math.max(1, config.buffers().receiveLowWaterBytes()) + hole;
    }

    /** Text that comes from now on is acknowledged and dropped. */
    void discard() {
        buffer.discard();
    }

    /** {@return the window field of a segment that leaves now, with an acknowledgment} */
    int advertise() {
        ackPolicy.onAckSent();
        return room.advertise();
    }

    /** {@return SACK blocks, at most {@code most}} */
    int[] blocks(int most) {
        return blocks.edges(most);
    }

    /** {@return whether a RST here is believed: at the end of all text that came, RFC 5961 3.2 as Linux extends it} */
    boolean isAtLastBlock(int seq) {
        return hasSack && blocks.count() > 0 && seq == blocks.highest();
    }

    /** A segment with blocks leaves. {@return whether the first reports a duplicate, told once (RFC 2883, 4)} */
    boolean onBlocksSent() {
        return blocks.forgetDuplicate();
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
        return fin.isTaken();
    }

    ReceiveWindow window() {
        return window;
    }

    ReceiveSnapshot snapshot() {
        return room.snapshot();
    }

    AckPolicy ackPolicy() {
        return ackPolicy;
    }
}
