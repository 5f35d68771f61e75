package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.earlier;

import jackfield.wire.AccEcnOption;
import jackfield.wire.IpEcn;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Says which segment leaves next, and stamps it with acknowledgment, window and options.
 *
 * <pre>
 *   RST owed -> SYN -> lost text -> new text, FIN -> probe -> bare acknowledgment
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8">RFC 9293, 3.8</a>; RFC 7323, 3; RFC 2018, 4
 */
final class Outbound {
    private static final byte[] NO_TEXT = new byte[0];
    private static final int BLOCKS_BESIDE_TIMESTAMPS = 3;
    private static final int SACK_HEAD_BYTES = 4;
    private static final int BLOCK_EDGE_BYTES = 4;

    private final int localPort;
    private final int remotePort;
    private final Lifecycle lifecycle;
    private final Handshake handshake;
    private final SendSide send;
    private final ReceiveSide receive;
    private final Timestamps timestamps;
    private final Ecn ecn;
    private final AccEcn counters;
    private final Slices slices = new Slices();
    private TcpConfig config;
    private boolean isProbeDue;
    /** The ECN field of the segment that left last. */
    private int mark;

    Outbound(
            TcpConfig config,
            int localPort,
            int remotePort,
            Lifecycle lifecycle,
            Handshake handshake,
            SendSide send,
            ReceiveSide receive,
            Timestamps timestamps,
            Ecn ecn) {
        this.config = config;
        this.localPort = localPort;
        this.remotePort = remotePort;
        this.lifecycle = lifecycle;
        this.handshake = handshake;
        this.send = send;
        this.receive = receive;
        this.timestamps = timestamps;
        this.ecn = ecn;
        counters = ecn.counters();
    }

    void configure(TcpConfig changed) {
        config = changed;
    }

    /** A segment is to leave that makes the peer answer. */
    void probe() {
        isProbeDue = true;
    }

    /** {@return the next segment, its text in {@code packet}; null if there is none now} */
    @Nullable
    TcpSegment next(long now, PacketBuffer packet) {
        mark = IpEcn.NOT_ECT;
        TcpSegment reset = lifecycle.takeReset();
        if (reset != null) {
            slices.forget();
            return reset;
        }
        TcpSegment slice = lifecycle.state() == TcpState.CLOSED ? null : slices.next(packet);
        if (slice != null) {
            mark = ecn.mark(true);
            return slice;
        }
        return switch (lifecycle.state()) {
            case CLOSED, LISTEN -> null;
            case SYN_SENT, SYN_RCVD -> syn(now, packet);
            case ESTABLISHED, FIN_WAIT_1, CLOSE_WAIT, CLOSING, LAST_ACK -> textOrControl(now, packet);
            case FIN_WAIT_2, TIME_WAIT -> control(now);
        };
    }

    private @Nullable TcpSegment syn(long now, PacketBuffer packet) {
        if (!handshake.isSynDue()) {
            if (handshake.isFastOpened()) {
                return textOrControl(now, packet);
            }
            return lifecycle.state() == TcpState.SYN_RCVD && receive.ackPolicy().isDue() ? bare(now) : null;
        }
        boolean isAnswer = lifecycle.state() == TcpState.SYN_RCVD;
        TcpOptions plain = handshake.options(timestamps, now);
        TcpOptions options = isAnswer ? ecn.synAckOptions(plain, handshake.sent()) : plain;
        int windowBytes = handshake.initialWindow().field();
        int flags = isAnswer
                ? TcpFlags.SYN | TcpFlags.ACK | ecn.synAckFlags(handshake.sent())
                : TcpFlags.SYN | ecn.synFlags(handshake.sent());
        int at = packet.end();
        int text = besideSyn(now, packet);
        handshake.onSent(now);
        handshake.fastOpen().onSent(text);
        send.onSynSent(now);
        if (isAnswer) {
            receive.ackPolicy().onAckSent();
        }
        return new TcpSegment(
                localPort,
                remotePort,
                send.window().iss(),
                isAnswer ? receive.window().rcvNxt() : 0,
                flags,
                windowBytes,
                0,
                options,
                text == 0 ? NO_TEXT : packet.bytes(),
                text == 0 ? 0 : at,
                text);
    }

    private int besideSyn(long now, PacketBuffer packet) {
        boolean isFirst =
                lifecycle.state() == TcpState.SYN_SENT && !handshake.fastOpen().isSent();
        int text = isFirst ? send.picker().pickBesideSyn(now, packet.tailroom()) : 0;
        if (text > 0) {
            send.picker().copy(packet.bytes(), packet.append(text));
        }
        return text;
    }

    private @Nullable TcpSegment textOrControl(long now, PacketBuffer packet) {
        int[] blocks = blocks(now);
        int segmentBytes = send.size().segmentBytes() - sackBytes(blocks) - counters.bytes(blocks.length);
        int most = Math.min(Math.max(config.superSegmentBytes(), segmentBytes), packet.tailroom());
        // RFC 3168 6.1.2: where a piece that bears CWR is cut, its first segment alone keeps it.
        int limitBytes = Math.max(segmentBytes, most - most % segmentBytes);
        int sndNxt = send.window().sndNxt();
        Picker picker = send.picker();
        if (!picker.pick(now, segmentBytes, limitBytes)) {
            return control(now);
        }
        int length = picker.text();
        segmentBytes = picker.isMtuProbe() ? length : segmentBytes;
        int at = packet.append(length);
        picker.copy(packet.bytes(), at);
        boolean isCutHere = length > segmentBytes && ecn.mode() == Ecn.Mode.ACCURATE;
        if (length > segmentBytes && !isCutHere) {
            packet.segmentSize(segmentBytes);
        }
        if (length > 0) {
            receive.ackPolicy().onTextSent(now);
        }
        int flags = TcpFlags.ACK;
        // As in Linux whatever is cut further down ends with PSH.
        flags |= length > 0 && (length > segmentBytes || picker.isPushed()) ? TcpFlags.PSH : 0;
        flags |= picker.fin() ? TcpFlags.FIN : 0;
        boolean isNewText = length > 0 && picker.seq() == sndNxt;
        mark = ecn.mark(isNewText);
        if (isNewText && owesCwr()) {
            flags |= TcpFlags.CWR;
            send.flight().reduction().onNoticeSent();
        }
        int urgentPointer = picker.urgentPointer();
        flags |= urgentPointer > 0 ? TcpFlags.URG : 0;
        TcpSegment piece = stamp(now, flags, picker.seq(), urgentPointer, blocks, packet.bytes(), at, length);
        return isCutHere ? slices.cut(piece, segmentBytes, packet) : piece;
    }

    private boolean owesCwr() {
        return ecn.mode() == Ecn.Mode.CLASSIC && send.flight().reduction().owesNotice();
    }

    /** {@return the ECN field that the IP header of the segment that left last is to bear} */
    int ecn() {
        return mark;
    }

    private static int sackBytes(int[] blocks) {
        return blocks.length == 0 ? 0 : SACK_HEAD_BYTES + BLOCK_EDGE_BYTES * blocks.length;
    }

    private @Nullable TcpSegment control(long now) {
        mark = ecn.mark(false);
        if (isProbeDue) {
            isProbeDue = false;
            // One before SND.UNA: old to any peer, so that it answers (RFC 9293 3.8.4).
            return stamp(now, TcpFlags.ACK, send.window().sndUna() - 1, 0, blocks(now), NO_TEXT, 0, 0);
        }
        return receive.ackPolicy().isDue() ? bare(now) : null;
    }

    private TcpSegment bare(long now) {
        return stamp(now, TcpFlags.ACK, acceptableSeq(), 0, blocks(now), NO_TEXT, 0, 0);
    }

    /** {@return the RST that ends the connection from this side} */
    TcpSegment reset(long now) {
        return stamp(now, TcpFlags.RST | TcpFlags.ACK, acceptableSeq(), 0, TcpOptions.NO_SACK, NO_TEXT, 0, 0);
    }

    /** SND.NXT, or the edge of a window that was taken back, as the peer drops what lies beyond. */
    private int acceptableSeq() {
        SendWindow window = send.window();
        return earlier(window.sndNxt(), window.rightEdge());
    }

    /** {@return the SACK blocks of the next segment, beside which the ECN option was chosen} */
    private int[] blocks(long now) {
        boolean isOn = timestamps.isOn();
        int[] blocks = handshake.negotiation().sack()
                ? receive.blocks(isOn ? BLOCKS_BESIDE_TIMESTAMPS : SackBlocks.MOST)
                : TcpOptions.NO_SACK;
        int taken = isOn ? Negotiation.TIMESTAMPS_BYTES : 0;
        int kept = counters.fit(now, send.rtt().srttNanos(), ecn.mayTellBytes(), taken, blocks.length / 2);
        return 2 * kept == blocks.length ? blocks : Arrays.copyOf(blocks, 2 * kept);
    }

    private TcpSegment stamp(
            long now, int flags, int seq, int urgentPointer, int[] blocks, byte[] bytes, int at, int length) {
        boolean isOn = timestamps.isOn();
        send.picker().onSegment(now);
        boolean hasDuplicate = receive.onBlocksSent() && blocks.length > 0;
        TcpOptions options =
                TcpOptions.established(isOn, isOn ? timestamps.value(now) : 0, isOn ? timestamps.echo() : 0, blocks);
        AccEcnOption counted = counters.option(now, hasDuplicate, hasDuplicate ? blocks[0] : 0);
        if (counted.isGiven()) {
            options = options.withAccEcn(counted);
        }
        return new TcpSegment(
                localPort,
                remotePort,
                seq,
                receive.window().rcvNxt(),
                flags | ecn.flags(),
                receive.advertise(),
                urgentPointer,
                options,
                bytes,
                at,
                length);
    }
}
