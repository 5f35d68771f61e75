package jackfield.drill.script;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a packet says of its IP header: {@code [ect0]}, {@code (tos 0x10)}, {@code [ttl 64]}, {@code (flowlabel 0x12)}.
 *
 * @param ecn the mark, where one is asked for
 * @param tos the whole byte, TOS or traffic class
 */
public record IpFields(Optional<Ecn> ecn, OptionalInt tos, OptionalInt ttl, OptionalInt flowLabel) {
    /** Nothing said: sent as plain as can be, not checked when received. */
    public static final IpFields NONE =
            new IpFields(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());

    /** The two ECN bits of RFC 3168, section 5, and packetdrill's "one of the two ECTs". */
    public enum Ecn {
        /** {@code [noecn]}: 00. */
        NOT_ECT,
        /** {@code [ect1]}: 01. */
        ECT1,
        /** {@code [ect0]}: 10. */
        ECT0,
        /** {@code [ce]}: 11. */
        CE,
        /** {@code [ect01]}: 10 or 01. */
        ECT01
    }
}
