package jackfield.wire;

/**
 * The control bits of a TCP header, as bits of an {@code int}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.1">RFC 9293, 3.1</a>; AE, RFC 9768, 3.1
 */
public final class TcpFlags {
    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int URG = 0x20;
    public static final int ECE = 0x40;
    public static final int CWR = 0x80;
    public static final int AE = 0x100;

    private static final String LETTERS = "FSRP.UEWA";

    private TcpFlags() {}

    /**
     * {@return the bits as packetdrill writes them: {@code S}, {@code S.}, {@code P.}, {@code F.}; {@code .} is ACK}
     */
    public static String text(int flags) {
        var text = new StringBuilder(4);
        for (int bit = 0; bit < LETTERS.length(); bit++) {
            if ((flags >>> bit & 1) != 0 && 1 << bit != ACK) {
                text.append(LETTERS.charAt(bit));
            }
        }
        if ((flags & ACK) != 0) {
            text.append('.');
        }
        return text.isEmpty() ? "-" : text.toString();
    }
}
