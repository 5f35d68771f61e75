package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;

/**
 * Decides how much text leaves now, once loss and the congestion window have had their say.
 *
 * <pre>
 *   whole segments of a piece            -> leave
 *   the last piece's rest, if less       -> Nagle: waits while another small segment is outstanding
 *   a segment that the window would cut  -> silly window: waits for the window, or the probe timer
 * </pre>
 *
 * <p>Nagle's rule is Minshall's variant, as in Linux: only a small segment waits for a small segment. As there full
 * segments are cut to half of the largest window, so that (3) of 3.8.6.2.1 needs no case of its own.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8.6.2.1">RFC 9293, 3.8.6.2.1</a> and 3.7.4
 */
final class Transmitter {
    /** End of the last segment sent that was not full. */
    private int smallEnd;

    /** @param una before this nothing small was sent */
    Transmitter(int una) {
        smallEnd = una;
    }

    /**
     * {@return bytes of text to send now}
     *
     * @param length bytes of the first piece
     * @param isLast whether no piece follows
     * @param endsStream whether the FIN does
     * @param usable bytes the peer's window allows
     * @param segmentBytes a full segment
     * @param segments most to hand down at once: what the link and the congestion window allow
     * @param isHurried TCP_NODELAY, or what is written leaves whatever its length
     * @param isCorked TCP_CORK or MSG_MORE: only full segments leave
     */
    int textToSend(
            int length,
            boolean isLast,
            boolean endsStream,
            int usable,
            int segmentBytes,
            int segments,
            boolean isHurried,
            boolean isCorked,
            int sndUna) {
        // RFC 9293 3.8.6.2.1: a segment that the window would cut waits.
        if (segments <= 0 || Math.min(length, segmentBytes) > usable) {
            return 0;
        }
        // RFC 9293 3.7.4, MUST-17 to be able to switch it off.
        boolean holdsSmall = isCorked || !isHurried && isAfter(smallEnd, sndUna);
        if (length <= segmentBytes) {
            boolean waits = length < segmentBytes && holdsSmall && isLast && !endsStream;
            return waits ? 0 : length;
        }
        int most = segments * segmentBytes;
        if (most <= usable && !isLast) {
            return Math.min(length, most);
        }
        int allowed = Math.min(length, usable);
        if (most <= allowed) {
            return most;
        }
        // As in Linux what leaves in one piece with full segments is no silly window.
        return holdsSmall ? allowed - allowed % segmentBytes : allowed;
    }

    /** {@return bytes of text to send though the window cuts them short, as the probe timer ran out} */
    static int cutText(int length, int usable, int segmentBytes) {
        // RFC 9293 3.8.6.2.1 (4): the override timeout.
        return Math.max(0, Math.min(Math.min(length, usable), segmentBytes));
    }

    /** New text up to {@code end} was sent, {@code length} bytes of it. */
    void onSent(int end, int length, int segmentBytes) {
        if (length % segmentBytes != 0) {
            smallEnd = end;
        }
    }

    /** Keeps the mark within reach of {@code sndUna} when sequence numbers wrap. */
    void onAcknowledged(int sndUna) {
        if (!isAfter(smallEnd, sndUna)) {
            smallEnd = sndUna;
        }
    }
}
