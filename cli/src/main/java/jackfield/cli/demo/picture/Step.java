package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Event.CallEnded;
import org.jspecify.annotations.Nullable;

/**
 * What belongs together at one host at one moment: at most one call, one state and one packet, in or out.
 *
 * <p>Mutable while its moment lasts; afterwards {@link Weaver} only reads it.
 */
final class Step {
    final Side side;
    final long nanos;
    /** Counts the steps of both hosts, to tell which of two at one moment came first. */
    final long order;

    /** The call that begins, waits or ends here. */
    @Nullable
    Call call;

    /** Whether the call begins here; otherwise it began in an earlier step. */
    boolean begins;

    boolean waits;

    /** How the call ended; null if it has not, here. */
    @Nullable
    CallEnded end;

    /** The packet that released the call. */
    @Nullable
    Packet cause;

    /** The state entered here, empty if there is none. */
    String state = "";

    /** The packet sent or received here. */
    @Nullable
    Packet packet;

    /** Whether {@link #packet} is sent here. */
    boolean sends;

    /** Why the packet sent here never arrived, or was thrown away by the stack here; empty if it was not. */
    String mishap = "";

    Step(Side side, long nanos, long order) {
        this.side = side;
        this.nanos = nanos;
        this.order = order;
    }

    /** {@return the packet's number, 0 if there is none} */
    long number() {
        return packet == null ? 0 : packet.number();
    }
}
