package jackfield.socket;

/** Flags of {@code send}; one that a back end does not know is refused with {@code EOPNOTSUPP}. */
public enum SendFlag {
    /** Urgent data. */
    OOB(0x1),
    /** This one call answers {@code EAGAIN} instead of waiting. */
    DONTWAIT(0x40),
    /** No SIGPIPE; none is ever raised here, so this changes nothing. */
    NOSIGNAL(0x4000),
    /** More is coming: hold back a short segment. */
    MORE(0x8000),
    /**
     * Connects to the address given and sends: text rides on the SYN if the peer is known to take it (RFC 7413); if not
     * the call waits for the connection first, or is refused with {@code EINPROGRESS} where it may not wait.
     */
    FASTOPEN(0x2000_0000);

    private final int bit;

    SendFlag(int bit) {
        this.bit = bit;
    }

    /** {@return Linux's number: MSG_OOB and so on} */
    public int bit() {
        return bit;
    }

    static int bits(SendFlag... flags) {
        int bits = 0;
        for (SendFlag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }
}
