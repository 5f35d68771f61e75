package jackfield.engine.endpoint;

import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.tcp.SendProgress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SequenceNumber;
import jackfield.wire.TcpSegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's writer is told of its text: that it was copied (MSG_ZEROCOPY), when it left and was acknowledged
 * (SO_TIMESTAMPING).
 *
 * <pre>
 *   send -> a mark at the call's last byte -> segment leaves: SCHED, SND -> acknowledged: ACK, completion
 * </pre>
 *
 * <p>We copy always, so every completion says so, as Linux's do where a link cannot send from the application's memory.
 * As there a call whose text joins text of the call before that has not left shares its mark: one completion for both
 * calls, one timestamp for the later. Not thread-safe; owned by one endpoint.
 *
 * @see <a href="https://docs.kernel.org/networking/msg_zerocopy.html">MSG_ZEROCOPY</a>, <a
 *     href="https://docs.kernel.org/networking/timestamping.html">timestamping</a>; RFC 9293, 3.4 for what is
 *     acknowledged
 */
final class StreamNotices {
    /** Most completions that are owed or wait to be taken; Linux bounds their memory. */
    private static final int MOST_COPIED = 128;

    private static final int MOST_STAMPS = 256;
    private static final byte[] NO_TEXT = new byte[0];

    /** Calls with MSG_ZEROCOPY, and where the text of the last of them ends. */
    private static final class Lent {
        int first;
        int last;
        int end;
    }

    /** The last byte of a call, and the text it left with. */
    private static final class Stamp {
        private final int seq;
        private final int asked;
        private byte[] text = NO_TEXT;

        Stamp(int seq, int asked) {
            this.seq = seq;
            this.asked = asked;
        }

        int seq() {
            return seq;
        }
    }

    private final NoticeOptions options;
    private final ErrorQueue queue = new ErrorQueue();
    private final ArrayDeque<Lent> lent = new ArrayDeque<>(1);
    private final ArrayDeque<Stamp> stamps = new ArrayDeque<>(1);
    private int nextCall;
    private long textNanos = Notice.NO_TIME;

    /** What byte numbers are reckoned from. */
    private int firstByte;

    StreamNotices(NoticeOptions options) {
        this.options = options;
    }

    /** {@return bits of {@link Poll} to be set beside the connection's own} */
    int readiness() {
        return queue.isEmpty() ? 0 : Poll.ERR;
    }

    /** SO_TIMESTAMPING's OPT_ID begins to count from {@code seq}. */
    void countFrom(int seq) {
        firstByte = seq;
    }

    /** {@return why a call with MSG_ZEROCOPY is refused: 0 or -ENOBUFS} */
    int refusesZeroCopy() {
        boolean isFull = options.has(NoticeOptions.ZERO_COPY) && lent.size() + queue.size() >= MOST_COPIED;
        return isFull ? Errno.ENOBUFS.refusal() : 0;
    }

    /** A call has written {@code taken} bytes, the last of what {@code progress} says, to be stamped as asked. */
    void onWritten(SendProgress progress, int taken, boolean zeroCopy, int asked) {
        if (taken <= 0) {
            return;
        }
        if (zeroCopy && options.has(NoticeOptions.ZERO_COPY)) {
            onLent(progress, taken);
        }
        if (asked != 0) {
            onStamped(progress, taken, asked);
        }
    }

    private void onLent(SendProgress progress, int taken) {
        int end = progress.written();
        int begin = end - taken;
        Lent latest = lent.peekLast();
        if (latest != null && latest.end == begin && isAfter(begin, progress.sent())) {
            latest.last = nextCall++;
            latest.end = end;
            return;
        }
        var next = new Lent();
        next.first = nextCall;
        next.last = nextCall++;
        next.end = end;
        lent.add(next);
    }

    private void onStamped(SendProgress progress, int taken, int asked) {
        int last = progress.written() - 1;
        Stamp latest = stamps.peekLast();
        boolean joins = latest != null
                && latest.seq() + 1 == progress.written() - taken
                && !isBefore(latest.seq(), progress.sent())
                && unit(progress, latest.seq()) == unit(progress, last);
        if (joins) {
            stamps.removeLast();
        }
        if (stamps.size() < MOST_STAMPS) {
            stamps.add(new Stamp(last, asked));
        }
    }

    /** {@return in which of the pieces that will leave a byte lies} */
    private static int unit(SendProgress progress, int seq) {
        return SequenceNumber.distance(progress.sent(), seq) / progress.goalBytes();
    }

    /** Text came in that can be read. */
    void onText(long now) {
        textNanos = now;
    }

    long textNanos() {
        return textNanos;
    }

    /** {@return whether {@link #onSegment} has anything to tell of any segment} */
    boolean watches() {
        return !stamps.isEmpty();
    }

    /** A segment leaves; {@code packet} is borrowed, and begins with its header. */
    void onSegment(long now, TcpSegment segment, PacketBuffer packet) {
        int seq = segment.seq();
        int end = seq + segment.textLength();
        for (Stamp stamp : stamps) {
            if (!isBefore(stamp.seq(), seq) && isBefore(stamp.seq(), end)) {
                byte[] bytes = options.stamps(NoticeOptions.OPT_TSONLY) ? NO_TEXT : packet.toBytes();
                tell(now, Notice.SCHEDULED, NoticeOptions.TX_SCHED, stamp, bytes);
                tell(now, Notice.SENT, NoticeOptions.TX_SOFTWARE, stamp, bytes);
                int header = Math.max(0, bytes.length - segment.textLength());
                stamp.text = bytes.length == 0 ? NO_TEXT : Arrays.copyOfRange(bytes, header, bytes.length);
            }
        }
    }

    private void tell(long now, int kind, int bit, Stamp stamp, byte[] text) {
        if ((stamp.asked & bit) != 0) {
            int id = options.stamps(NoticeOptions.OPT_ID) ? SequenceNumber.distance(firstByte, stamp.seq()) : 0;
            queue.add(Notice.stamp(kind, id, now, text));
        }
    }

    /**
     * The connection may have come further.
     *
     * @param isOver whether it has ended: what is owed is told now
     * @return whether there is something new to tell
     */
    boolean onProgress(long now, SendProgress progress, boolean isOver) {
        if (lent.isEmpty() && stamps.isEmpty()) {
            return false;
        }
        int before = queue.size();
        boolean isTold = false;
        int una = progress.acknowledged();
        for (Stamp stamp = stamps.peek(); stamp != null && isBefore(stamp.seq(), una); stamp = stamps.peek()) {
            tell(now, Notice.ACKNOWLEDGED, NoticeOptions.TX_ACK, stamp, stamp.text);
            stamps.remove();
        }
        for (Lent call = lent.peek(); call != null && (isOver || !isAfter(call.end, una)); call = lent.peek()) {
            queue.addCopied(call.first, call.last);
            lent.remove();
            isTold = true;
        }
        if (isOver) {
            stamps.clear();
        }
        return isTold || queue.size() != before;
    }

    /** {@return the oldest notice, which is thereby taken; null if there is none} */
    @Nullable
    Notice poll() {
        return queue.poll();
    }
}
