package jackfield.link.capture;

/** Which way a captured packet went, as the flags of an Enhanced Packet Block tell it. */
public enum Direction {
    /** Neither way is meant. */
    UNKNOWN(0),
    /** Received at the interface. */
    INBOUND(1),
    /** Sent from the interface. */
    OUTBOUND(2);

    private final int bits;

    Direction(int bits) {
        this.bits = bits;
    }

    /** {@return bits 0 and 1 of {@code epb_flags}} */
    int bits() {
        return bits;
    }
}
