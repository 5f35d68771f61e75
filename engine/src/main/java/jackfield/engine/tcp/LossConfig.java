package jackfield.engine.tcp;

/**
 * How losses are found and repaired: switches and limits.
 *
 * <p>Immutable, like {@link TcpConfig}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985">RFC 8985</a>; tcp(7)
 */
public final class LossConfig implements Cloneable {
    /** Linux's defaults. */
    public static final LossConfig DEFAULT = new LossConfig();

    private boolean tailLossProbe = true;
    private boolean frto = true;
    private boolean dsack = true;
    private int reordering = 3;
    private int mostReordering = 300;
    private int mostSharedSacks = 44;
    private long sharedSackNanos = 1_000_000L;
    private long minRttWindowNanos = 300_000_000_000L;

    private LossConfig() {}

    /** {@return tcp_early_retrans 3: a probe shows a lost tail (RFC 8985, 7)} */
    public boolean tailLossProbe() {
        return tailLossProbe;
    }

    /** {@return this with another {@link #tailLossProbe()}} */
    public LossConfig tailLossProbe(boolean value) {
        LossConfig copy = copy();
        copy.tailLossProbe = value;
        return copy;
    }

    /** {@return tcp_frto: a time-out may prove spurious (RFC 5682)} */
    public boolean frto() {
        return frto;
    }

    /** {@return this with another {@link #frto()}} */
    public LossConfig frto(boolean value) {
        LossConfig copy = copy();
        copy.frto = value;
        return copy;
    }

    /** {@return tcp_dsack: tell duplicates to the peer (RFC 2883)} */
    public boolean dsack() {
        return dsack;
    }

    /** {@return this with another {@link #dsack()}} */
    public LossConfig dsack(boolean value) {
        LossConfig copy = copy();
        copy.dsack = value;
        return copy;
    }

    /** {@return tcp_reordering: segments by which text may overtake before it counts as lost} */
    public int reordering() {
        return reordering;
    }

    /** {@return this with another {@link #reordering()}} */
    public LossConfig reordering(int value) {
        LossConfig copy = copy();
        copy.reordering = value;
        return copy;
    }

    /** {@return tcp_max_reordering: what {@link #reordering()} may be learnt to be} */
    public int mostReordering() {
        return mostReordering;
    }

    /** {@return this with another {@link #mostReordering()}} */
    public LossConfig mostReordering(int value) {
        LossConfig copy = copy();
        copy.mostReordering = value;
        return copy;
    }

    /** {@return tcp_comp_sack_nr: segments out of order that may share an acknowledgment; 0: each has its own} */
    public int mostSharedSacks() {
        return mostSharedSacks;
    }

    /** {@return this with another {@link #mostSharedSacks()}} */
    public LossConfig mostSharedSacks(int value) {
        LossConfig copy = copy();
        copy.mostSharedSacks = value;
        return copy;
    }

    /** {@return tcp_comp_sack_delay_ns: how long such an acknowledgment waits at most} */
    public long sharedSackNanos() {
        return sharedSackNanos;
    }

    /** {@return this with another {@link #sharedSackNanos()}} */
    public LossConfig sharedSackNanos(long value) {
        LossConfig copy = copy();
        copy.sharedSackNanos = value;
        return copy;
    }

    /** {@return tcp_min_rtt_wlen: how long the least round-trip time is remembered} */
    public long minRttWindowNanos() {
        return minRttWindowNanos;
    }

    /** {@return this with another {@link #minRttWindowNanos()}} */
    public LossConfig minRttWindowNanos(long value) {
        LossConfig copy = copy();
        copy.minRttWindowNanos = value;
        return copy;
    }

    private LossConfig copy() {
        try {
            return (LossConfig) clone();
        } catch (CloneNotSupportedException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
