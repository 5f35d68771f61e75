package jackfield.sim;

import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;

/**
 * Sets the CE mark of a frame, as a congested router would.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3168#section-5">RFC 3168, 5</a>
 */
final class CongestionMark {
    private CongestionMark() {}

    /** {@return a copy that bears the mark, or the frame itself if it is no ECN-capable IP packet} */
    static byte[] of(byte[] frame) {
        byte[] copy = frame.clone();
        return set(copy) ? copy : frame;
    }

    private static boolean set(byte[] frame) {
        if (!(EthernetFrame.decode(frame, 0, frame.length) instanceof EthernetFrame ethernet)) {
            return false;
        }
        int at = ethernet.payloadAt();
        int room = frame.length - at;
        return switch (ethernet.type()) {
            case EtherType.IPV4 -> room >= Ipv4Header.LENGTH && Ipv4Header.markCongestion(frame, at);
            case EtherType.IPV6 -> room >= Ipv6Header.LENGTH && Ipv6Header.markCongestion(frame, at);
            default -> false;
        };
    }
}
