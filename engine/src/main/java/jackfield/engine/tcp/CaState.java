package jackfield.engine.tcp;

/**
 * What the sender believes of the network: Linux's states, as {@code tcpi_ca_state} numbers them.
 *
 * <pre>
 *   OPEN --SACK or duplicate--> DISORDER --something is lost--> RECOVERY --all of it acknowledged--> OPEN
 *   any --CE mark echoed--> CWR --a window later--> OPEN        any --time-out--> LOSS --acknowledged--> OPEN
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5681#section-3.2">RFC 5681, 3.2</a>; RFC 6675, 5; RFC 3168, 6.1.2
 */
public enum CaState {
    /** Nothing is wrong. */
    OPEN,
    /** Something came out of order, or a reduction was undone: watched, not yet acted upon. */
    DISORDER,
    /** The window is being reduced because the peer echoes congestion marks. */
    CWR,
    /** The window is being reduced and lost text is sent again. */
    RECOVERY,
    /** The retransmission timer ran out; slow start from one segment. */
    LOSS;

    /** {@return Linux's number} */
    @SuppressWarnings("EnumOrdinal") // declared in Linux's order
    public int number() {
        return ordinal();
    }

    /** {@return whether the window follows {@link Reduction}} */
    boolean isReducing() {
        return this == CWR || this == RECOVERY;
    }

    /** {@return whether lost text is being sent again} */
    boolean isRepairing() {
        return this == RECOVERY || this == LOSS;
    }

    /** {@return whether nothing has been reduced} */
    boolean isCalm() {
        return this == OPEN || this == DISORDER;
    }
}
