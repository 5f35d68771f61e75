package jackfield.engine.base;

/**
 * What an endpoint is ready for, as bits under {@code poll}'s names and numbers.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/poll.2.html">poll(2)</a>
 */
public final class Poll {
    /** There is something to receive or accept, or the end of the stream, or an error. */
    public static final int IN = 0x001;

    /** There is urgent data. */
    public static final int PRI = 0x002;

    /** A send would take something, or fail at once. */
    public static final int OUT = 0x004;

    /** An error is pending. */
    public static final int ERR = 0x008;

    /** Both directions are closed. */
    public static final int HUP = 0x010;

    /** The descriptor is not open. */
    public static final int NVAL = 0x020;

    /** The peer will send no more. */
    public static final int RDHUP = 0x2000;

    private Poll() {}
}
