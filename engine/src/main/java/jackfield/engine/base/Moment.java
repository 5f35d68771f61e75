package jackfield.engine.base;

/**
 * Which received packet the engine is working on, so that what happens can name its cause.
 *
 * <p>Set at the engine's door only; number 0 stands for a call or a timer.
 */
public final class Moment {
    private long now;
    private long number;
    private int interfaceId;
    private long received;

    /** Makes a moment before any packet. */
    public Moment() {}

    /** A packet came in: it gets the next number. */
    public void arrive(long now, int interfaceId) {
        this.now = now;
        this.interfaceId = interfaceId;
        number = ++received;
    }

    /** The packet is done with, or a call or a timer begins. */
    public void settle(long now) {
        this.now = now;
        number = 0;
        interfaceId = 0;
    }

    /** {@return the time of this input} */
    public long now() {
        return now;
    }

    /** {@return the packet's number, from 1; 0 for a call or a timer} */
    public long number() {
        return number;
    }

    /** {@return where the packet came in} */
    public int interfaceId() {
        return interfaceId;
    }
}
