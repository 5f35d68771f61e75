package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;

/**
 * When TIME_WAIT ends early: for a new connection that no old segment can disturb, or by a RST.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6191#section-2">RFC 6191, 2</a>; RFC 1337; RFC 9293, 3.6.1 (MAY-2)
 */
final class TimeWait {
    private TimeWait() {}

    /** {@return whether {@code syn} is new: a later timestamp, or beyond all that the old connection received} */
    static boolean mayReuse(TcpSegment syn, Timestamps timestamps, int rcvNxt) {
        boolean isPlainSyn = syn.has(TcpFlags.SYN) && !syn.has(TcpFlags.ACK | TcpFlags.RST | TcpFlags.FIN);
        if (!isPlainSyn) {
            return false;
        }
        boolean comparesTime = timestamps.isOn() && syn.options().hasTimestamps();
        if (comparesTime && isAfter(syn.options().tsVal(), timestamps.echo())) {
            return true;
        }
        boolean isOld = comparesTime && isBefore(syn.options().tsVal(), timestamps.echo());
        return !isOld && isAfter(syn.seq(), rcvNxt);
    }

    /** {@return whether a RST at {@code seq} ends TIME_WAIT; {@code isProtected}: tcp_rfc1337} */
    static boolean isEndedBy(int seq, int rcvNxt, boolean isProtected) {
        return seq == rcvNxt && !isProtected;
    }
}
