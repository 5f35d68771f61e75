package jackfield.socket;

/** Flags of {@code recv}; one that a back end does not know is refused with {@code EOPNOTSUPP}. */
public enum RecvFlag {
    /** Urgent data. */
    OOB(0x1),
    /** Leaves what is received in the queue. */
    PEEK(0x2),
    /** Datagrams: answers the real length, also where the buffer was shorter. Streams: discards instead of copying. */
    TRUNC(0x20),
    /** This one call answers {@code EAGAIN} instead of waiting. */
    DONTWAIT(0x40),
    /** Streams: waits until the buffer is full, the stream ends, or an error, time-out or interrupt comes. */
    WAITALL(0x100);

    private final int bit;

    RecvFlag(int bit) {
        this.bit = bit;
    }

    /** {@return Linux's number: MSG_PEEK and so on} */
    public int bit() {
        return bit;
    }

    static int bits(RecvFlag... flags) {
        int bits = 0;
        for (RecvFlag flag : flags) {
            bits |= flag.bit;
        }
        return bits;
    }
}
