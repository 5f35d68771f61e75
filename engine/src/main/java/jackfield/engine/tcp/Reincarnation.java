package jackfield.engine.tcp;

import static jackfield.wire.SequenceNumber.isAfter;
import static jackfield.wire.SequenceNumber.isBefore;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;

/**
 * Judges whether a SYN for a connection in TIME_WAIT is sure to be younger than all that the old one may still receive.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6191#section-2">RFC 6191, 2</a>; RFC 9293, 3.6.1 (MAY-2)
 */
final class Reincarnation {
    private Reincarnation() {}

    /** {@return whether {@code syn} may begin a new connection: a younger timestamp, or a number beyond RCV.NXT} */
    static boolean permits(TcpSegment syn, Timestamps timestamps, int rcvNxt) {
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
}
