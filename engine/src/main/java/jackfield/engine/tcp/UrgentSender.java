package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.distance;
import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;

/**
 * Tells the peer where urgent data ends: SND.UP.
 *
 * <p>As in Linux, and as RFC 6093 has it, the pointer tells the byte after the last urgent one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6093#section-3.1">RFC 6093, 3.1</a>; RFC 9293, 3.8.5
 */
final class UrgentSender {
    private static final int POINTER_MAX = 0xFFFF;

    private int sndUp;

    /** @param una before this nothing was urgent */
    UrgentSender(int una) {
        sndUp = una;
    }

    /** Urgent data ends at {@code end}. */
    void mark(int end) {
        sndUp = end;
    }

    /** {@return whether urgent data is not acknowledged: then nothing is held back} */
    boolean isOn(int sndUna) {
        return isAfter(sndUp, sndUna);
    }

    /** {@return the urgent pointer of a segment at {@code seq}; 0 if it bears none} */
    int pointer(int seq, int sndUna, int sndNxt) {
        if (!isOn(sndUna) || !isBefore(seq, sndUp)) {
            return 0;
        }
        int pointer = distance(seq, sndUp);
        if (pointer <= POINTER_MAX) {
            return pointer;
        }
        return isAfter(seq + POINTER_MAX, sndNxt) ? POINTER_MAX : 0;
    }

    /** Keeps the mark within reach of {@code sndUna} when sequence numbers wrap. */
    void onAcknowledged(int sndUna) {
        if (!isOn(sndUna)) {
            sndUp = sndUna;
        }
    }
}
