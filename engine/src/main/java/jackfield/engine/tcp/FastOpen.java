package jackfield.engine.tcp;

import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;

/**
 * The client's part of Fast Open: what our first SYN bears beside itself, and what the answer teaches of the peer.
 *
 * <pre>
 *   nothing known    SYN, a request for a cookie        -> SYN+ACK with a cookie: remembered
 *   cookie known     SYN, cookie and text               -> SYN+ACK of the text, or of the SYN alone: text leaves again
 *   SYN lost         SYN, neither option nor text
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7413#section-4.1">RFC 7413, 4.1 and 4.2.1</a>
 */
public final class FastOpen {
    private enum Kind {
        OFF,
        REQUEST,
        TEXT
    }

    /**
     * What a SYN+ACK taught.
     *
     * @param cookie for the next time; empty if there was none
     * @param isExperimental in which of the two options it stood
     * @param mss of the peer
     * @param isIgnored whether a request was not answered: the next may use the other option
     */
    public record Lesson(byte[] cookie, boolean isExperimental, int mss, boolean isIgnored) {}

    private final Kind kind;
    private final byte[] cookie;
    private final boolean isExperimental;
    private final int mostBytes;
    private boolean waitsForText;
    private boolean isSent;
    private int sentBytes;
    private boolean isTextAcknowledged;

    private FastOpen(Kind kind, byte[] cookie, boolean isExperimental, int mss, boolean waitsForText) {
        this.kind = kind;
        this.cookie = cookie;
        this.isExperimental = isExperimental;
        // Linux leaves room for options that others on the way may add.
        this.mostBytes = Math.max(0, mss - TcpOptions.MAX_LENGTH);
        this.waitsForText = waitsForText;
    }

    /** {@return a SYN like any other} */
    public static FastOpen off() {
        return new FastOpen(Kind.OFF, TcpOptions.NONE_GIVEN, false, 0, false);
    }

    /** {@return a SYN that asks for a cookie} */
    public static FastOpen request(boolean isExperimental) {
        return new FastOpen(Kind.REQUEST, new byte[0], isExperimental, 0, false);
    }

    /**
     * {@return a SYN with text}
     *
     * @param cookie {@link TcpOptions#NONE_GIVEN} if the peer is known to want none
     * @param mss text of a full segment
     * @param waitsForText whether the SYN leaves with the first write only: TCP_FASTOPEN_CONNECT
     */
    public static FastOpen text(byte[] cookie, boolean isExperimental, int mss, boolean waitsForText) {
        return new FastOpen(Kind.TEXT, cookie, isExperimental, mss, waitsForText);
    }

    /** {@return bytes that may still be written to leave with the SYN} */
    int room(int buffered) {
        return kind == Kind.TEXT && !isSent ? Math.max(0, mostBytes - buffered) : 0;
    }

    /** Text was written: the SYN may leave. */
    void onText() {
        waitsForText = false;
    }

    /** {@return whether the SYN waits for the first write} */
    public boolean waitsForText() {
        return waitsForText;
    }

    /** {@return the options of a SYN, with ours if it is the first that leaves and there is room for them} */
    TcpOptions options(TcpOptions syn) {
        boolean isPlain = isSent || kind == Kind.OFF || kind == Kind.TEXT && isNotRequired();
        TcpOptions extended = isPlain ? syn : syn.withFastOpen(cookie, isExperimental);
        return extended.length() > TcpOptions.MAX_LENGTH ? syn : extended;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isNotRequired() {
        return cookie == TcpOptions.NONE_GIVEN;
    }

    /** The first SYN leaves with {@code bytes} of text. */
    void onSent(int bytes) {
        isSent = true;
        sentBytes = bytes;
    }

    /** {@return whether the SYN left already, so that neither option nor text will leave with the next} */
    boolean isSent() {
        return isSent;
    }

    /** The SYN+ACK acknowledged {@code bytes} of the text beside the SYN. */
    void onAcknowledged(int bytes) {
        isTextAcknowledged = sentBytes > 0 && bytes >= sentBytes;
    }

    /** {@return whether all text beside the SYN was acknowledged with it: TCPI_OPT_SYN_DATA} */
    boolean isTextAcknowledged() {
        return isTextAcknowledged;
    }

    /** {@return what {@code synAck} teaches, our SYN having been sent {@code sent} times} */
    Lesson lesson(TcpSegment synAck, int sent) {
        boolean hasAsked = kind != Kind.OFF && !(kind == Kind.TEXT && isNotRequired());
        TcpOptions options = synAck.options();
        boolean isGiven = hasAsked && options.hasFastOpen() && options.fastOpen().length > 0;
        boolean isIgnored = kind == Kind.REQUEST && !options.hasFastOpen() && sent == 1;
        byte[] learnt = isGiven ? options.fastOpen() : new byte[0];
        return new Lesson(learnt, isGiven && options.fastOpenIsExperimental(), options.mss(), isIgnored);
    }

    /** {@return whether the peer's answer teaches anything} */
    boolean isOn() {
        return kind != Kind.OFF;
    }
}
