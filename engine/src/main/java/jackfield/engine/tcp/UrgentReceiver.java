package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.engine.base.Errno;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;

/**
 * The urgent mark in received text: one byte that is read apart, and before which a read stops.
 *
 * <pre>
 *   ... text | mark | text ...        ANNOUNCED: the byte has not come    HELD: to be read by MSG_OOB    TAKEN: it was
 * </pre>
 *
 * <p>RFC 6093 says that urgent data should be read in line, and that the pointer tells the byte after it. Linux hands
 * out the byte apart unless SO_OOBINLINE is set, and so do we.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6093#section-3">RFC 6093, 3</a>; RFC 9293, 3.8.5
 */
final class UrgentReceiver {
    private enum State {
        NONE,
        ANNOUNCED,
        HELD,
        TAKEN
    }

    private State state = State.NONE;
    private int at;
    private byte held;

    /**
     * Looks at the urgent pointer of a segment that is acceptable.
     *
     * @param seq where its text begins
     * @param copied the first byte that was not read
     * @param isLast whether the pointer tells the last urgent byte, not the one after it
     * @return whether the byte at the mark that was is now read past: it was the last read, and is not read twice
     */
    boolean onSegment(TcpSegment segment, int seq, int copied, int rcvNxt, boolean isLast, boolean isInline) {
        boolean skips = segment.has(TcpFlags.URG) && onPointer(segment, seq, copied, rcvNxt, isLast, isInline);
        if (state == State.ANNOUNCED) {
            int offset = distance(seq, at);
            if (offset >= 0 && offset < segment.textLength()) {
                held = segment.bytes()[segment.textAt() + offset];
                state = State.HELD;
            }
        }
        return skips;
    }

    private boolean onPointer(TcpSegment segment, int seq, int copied, int rcvNxt, boolean isLast, boolean isInline) {
        int pointer = segment.urgentPointer();
        int mark = seq + (pointer > 0 && !isLast ? pointer - 1 : pointer);
        boolean isOld = isAfter(copied, mark) || isBefore(mark, rcvNxt);
        if (isOld || state != State.NONE && !isAfter(mark, at)) {
            return false;
        }
        boolean skips = state != State.NONE && at == copied && !isInline && copied != rcvNxt;
        state = State.ANNOUNCED;
        at = mark;
        return skips;
    }

    /** {@return how many bytes from {@code copied} on may be read at once: those before the mark} */
    int readable(int copied, int available) {
        int offset = distance(copied, at);
        return state != State.NONE && offset > 0 && offset < available ? offset : available;
    }

    /** {@return whether the next byte is the mark's, which is read apart} */
    boolean isHole(int copied, boolean isInline) {
        return isAtMark(copied) && !isInline;
    }

    /** {@return SIOCATMARK} */
    boolean isAtMark(int copied) {
        return state != State.NONE && at == copied;
    }

    /** The application has read up to {@code copied}. */
    void onRead(int copied) {
        if (state != State.NONE && isAfter(copied, at)) {
            state = State.NONE;
        }
    }

    /**
     * Reads the byte apart.
     *
     * @param ends whether no more text will come
     * @return 1, 0 at the end of the stream, or -errno
     */
    int take(byte[] into, int at, int length, boolean isInline, boolean peeks, boolean ends) {
        if (isInline || state == State.NONE || state == State.TAKEN) {
            return Errno.EINVAL.refusal();
        }
        if (state == State.ANNOUNCED) {
            return ends ? 0 : Errno.EAGAIN.refusal();
        }
        if (length > 0) {
            into[at] = held;
        }
        state = peeks ? state : State.TAKEN;
        return Math.min(length, 1);
    }

    /** {@return POLLPRI: whether the byte can be read apart} */
    boolean isHeld() {
        return state == State.HELD;
    }
}
