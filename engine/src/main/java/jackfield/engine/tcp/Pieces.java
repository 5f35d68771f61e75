package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isAtOrBefore;

/**
 * The unsent text in the pieces in which it is to leave: Linux's write queue.
 *
 * <pre>
 *   calls:    | write 7000          | write 500, MSG_MORE |       taken up one piece at a time
 *   pieces:   | 5000 (the goal) | 2000 P |
 *             SND.NXT                    taken
 * </pre>
 *
 * <p>Linux's send copies a piece, sends what it may when the piece is full, and copies the next: what the window lets
 * through meanwhile decides where pieces end, and where PSH stands. So a call is taken up here step by step, and what
 * may leave leaves between the steps. Amortized O(1) a call; as many pieces as calls and full pieces.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1.2">RFC 9293, 3.9.1.2</a>; Linux's {@code
 *     tcp_sendmsg_locked}, {@code forced_push} and {@code tcp_grow_skb}
 */
final class Pieces {
    /** What may leave when a step is done. */
    enum Push {
        /** Nothing was left to take up: the usual rules. */
        NONE,
        /** The first piece is full: one segment or super-segment of it. */
        ONE,
        /** A piece is full, and much was written since the last PSH: whatever the windows let through. */
        ALL,
        /** The call ends: the usual rules. */
        END,
        /** It ends as the buffer is full, and goes on later: whatever the windows let through. */
        FULL,
        /** It ends with MSG_MORE: full segments only. */
        MORE
    }

    /** Beside the bits of {@link Writing}: the call found no room for all. */
    static final int FULL = 2;

    /** What ends here bears PSH. */
    static final int PUSHED = 16;

    private final IntRing calls = new IntRing();
    private final IntRing pieces = new IntRing();
    private int taken;
    private int pushed;
    private boolean isBegun;

    /** @param first sequence number of the first byte that will be written: ISS + 1 */
    Pieces(int first) {
        taken = first;
        pushed = first;
    }

    /** A call wrote up to {@code end}; {@code kind}: bits of {@link Writing}. */
    void onWritten(int end, int kind) {
        calls.add(end, kind);
    }

    /**
     * Takes up what was written, until something may leave.
     *
     * @param goalBytes of a full piece, whole segments; {@code segmentBytes} of one: the goal of urgent text
     */
    Push step(int sndNxt, int goalBytes, int segmentBytes, int maxSndWnd) {
        while (calls.size() > 0) {
            int end = calls.firstValue();
            int kind = calls.firstKind();
            boolean isUrgent = (kind & Writing.URGENT) != 0;
            int goal = isUrgent ? segmentBytes : goalBytes;
            copy(sndNxt, goal, end);
            boolean isForced = isAfter(taken, pushed + (maxSndWnd >>> 1));
            if (taken == end) {
                endCall(kind, isForced);
                return answer(kind);
            }
            if (lastBytes(sndNxt) >= goal && !isUrgent && isForced) {
                markLast();
                return Push.ALL;
            }
            if (lastBytes(sndNxt) >= goal && !isUrgent && pieces.size() == 1) {
                return Push.ONE;
            }
        }
        return Push.NONE;
    }

    private void copy(int sndNxt, int goal, int end) {
        boolean hasLast = pieces.size() > 0;
        int room = hasLast && (pieces.lastKind() & Writing.RECORD) == 0 ? goal - lastBytes(sndNxt) : 0;
        taken += Math.min(room > 0 ? room : goal, distance(taken, end));
        if (room > 0) {
            // What was the end of a call no longer is.
            pieces.setLast(taken, isBegun ? pieces.lastKind() : pieces.lastKind() & ~PUSHED);
        } else {
            pieces.add(taken, 0);
        }
        isBegun = true;
    }

    private void endCall(int kind, boolean isForced) {
        calls.dropFirst();
        isBegun = false;
        if ((kind & Writing.RECORD) != 0) {
            pieces.setLast(taken, pieces.lastKind() | Writing.RECORD);
        }
        if ((kind & Writing.MORE) == 0 || (kind & FULL) != 0 || isForced) {
            markLast();
        }
    }

    private static Push answer(int kind) {
        if ((kind & FULL) != 0) {
            return Push.FULL;
        }
        return (kind & Writing.MORE) != 0 ? Push.MORE : Push.END;
    }

    private void markLast() {
        pieces.setLast(taken, pieces.lastKind() | PUSHED);
        pushed = taken;
    }

    private int lastBytes(int sndNxt) {
        int start = pieces.size() > 1 ? pieces.value(pieces.size() - 2) : sndNxt;
        return distance(start, pieces.lastValue());
    }

    /** Makes the first piece {@code bytes} longer, if the second has so much. */
    void grow(int bytes) {
        if (bytes <= 0 || pieces.size() < 2 || (pieces.firstKind() & Writing.RECORD) != 0) {
            return;
        }
        int end = pieces.firstValue();
        if (distance(end, pieces.value(1)) > bytes) {
            pieces.setFirst(end + bytes, pieces.firstKind());
            return;
        }
        int kind = pieces.firstKind();
        pieces.dropFirst();
        pieces.setFirst(pieces.firstValue(), kind | pieces.firstKind());
    }

    /**
     * Text up to {@code end} leaves, of the first piece or of several.
     *
     * @return the bits of the piece that thereby ends; 0 if a part of it stays
     */
    int onSent(int end) {
        int kind = 0;
        while (pieces.size() > 0 && isAtOrBefore(pieces.firstValue(), end)) {
            kind |= pieces.firstKind();
            boolean ends = pieces.firstValue() == end;
            pieces.dropFirst();
            if (ends) {
                return kind;
            }
        }
        while (calls.size() > 0 && isAtOrBefore(calls.firstValue(), end)) {
            calls.dropFirst();
            isBegun = false;
        }
        if (isAfter(end, taken)) {
            taken = end;
            pushed = end;
        }
        return 0;
    }

    /** Nothing will leave any more. */
    void clear() {
        calls.clear();
        pieces.clear();
    }

    /** The piece that has just left, up to {@code end}, bears PSH whatever is written. */
    void push(int end) {
        pushed = isAfter(end, pushed) ? end : pushed;
    }

    /** {@return bytes of the first piece; 0 if there is none} */
    int firstBytes(int sndNxt) {
        return pieces.size() == 0 ? 0 : distance(sndNxt, pieces.firstValue());
    }

    /** {@return bytes of the last piece, which more may join; 0 if there is none} */
    int openBytes(int sndNxt) {
        boolean isOpen = pieces.size() > 0 && (pieces.lastKind() & Writing.RECORD) == 0;
        return isOpen ? lastBytes(sndNxt) : 0;
    }

    /** {@return whether the last call, which waits to be taken up, found no room for all} */
    boolean isFull() {
        return calls.size() > 0 && (calls.lastKind() & FULL) != 0;
    }

    /** {@return whether no piece follows the first} */
    boolean isLast() {
        return pieces.size() <= 1;
    }

    /** {@return whether nothing will join the first piece} */
    boolean isRecord() {
        return pieces.size() > 0 && (pieces.firstKind() & Writing.RECORD) != 0;
    }

    /** {@return whether all that was written was taken up} */
    boolean isTakenUp() {
        return calls.size() == 0;
    }

    static boolean isPushed(int kind) {
        return (kind & PUSHED) != 0;
    }
}
