package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;

/**
 * Decides how much text leaves now, once loss and the congestion window have had their say.
 *
 * <pre>
 *   whole segments                         -> leave
 *   the rest of the text, if less          -> Nagle: waits while another small segment is outstanding
 *   less than the text, cut by the window  -> silly window: waits for half the largest window, or the probe timer
 * </pre>
 *
 * <p>Nagle's rule is Minshall's variant, as in Linux: only a small segment waits for a small segment. All writes count
 * as pushed.
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
     * @param unsent bytes written and not sent
     * @param usable bytes the peer's window allows
     * @param segmentBytes a full segment
     * @param limitBytes most to hand down at once, whole segments: what the link and the congestion window allow
     * @param isHurried TCP_NODELAY, or no more text will follow
     * @param isCorked TCP_CORK or MSG_MORE: only full segments leave
     */
    int textToSend(
            int unsent, int usable, int segmentBytes, int limitBytes, boolean isHurried, boolean isCorked, int sndUna) {
        int allowed = Math.min(unsent, Math.min(usable, limitBytes));
        if (allowed <= 0) {
            return 0;
        }
        int small = allowed % segmentBytes;
        // As in Linux what leaves in one piece with full segments is no silly window.
        boolean endsText = allowed == unsent || allowed > segmentBytes && allowed == usable;
        // RFC 9293 3.7.4, MUST-17 to be able to switch it off.
        boolean smallMayLeave = endsText && !isCorked && (isHurried || !isAfter(smallEnd, sndUna));
        return small == 0 || smallMayLeave ? allowed : allowed - small;
    }

    /**
     * {@return bytes of text to send though the window cuts them short; asked when nothing is outstanding}
     *
     * @param isOverridden whether the probe timer ran out
     */
    int cutText(int unsent, int usable, int segmentBytes, int maxSndWnd, boolean isOverridden) {
        int allowed = Math.min(Math.min(unsent, usable), segmentBytes);
        // RFC 9293 3.8.6.2.1 (3) and (4): half of the largest window ever offered, or the override timeout.
        return allowed > 0 && (allowed >= maxSndWnd / 2 || isOverridden) ? allowed : 0;
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
