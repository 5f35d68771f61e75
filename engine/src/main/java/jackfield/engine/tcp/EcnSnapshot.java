package jackfield.engine.tcp;

/**
 * What a connection knows of congestion marks at one moment, as Linux's {@code tcp_info} tells it.
 *
 * @param mode 0 none, 1 classic, 2 accurate: tcpi_ecn_mode
 * @param hasSeenEct whether something has come marked: TCPI_OPT_ECN_SEEN
 * @param receivedMarks packets that came marked CE: tcpi_received_ce
 * @param deliveredEctOneBytes bytes of ours that arrived under ECT(1), as far as the peer's option told: the next two
 *     likewise
 * @param receivedEctOneBytes bytes of text that came under ECT(1); the next two likewise
 * @param failures the sum of what is not done, or not believed: tcpi_accecn_fail_mode
 * @param optionSeen 0 no option has come, 1 an empty one, 2 one with counters, 3 one that cannot be believed
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9768#section-3.2">RFC 9768, 3.2</a>
 */
public record EcnSnapshot(
        int mode,
        boolean hasSeenEct,
        int receivedMarks,
        int deliveredEctOneBytes,
        int deliveredEctZeroBytes,
        int deliveredCeBytes,
        int receivedEctOneBytes,
        int receivedEctZeroBytes,
        int receivedCeBytes,
        int failures,
        int optionSeen) {
    /** A SYN+ACK left without the flags. */
    public static final int FLAGS_NOT_SENT = 1;

    /** The peer's flags contradict what we sent. */
    public static final int FLAGS_FALSIFIED = 2;

    /** Our option does not seem to arrive. */
    public static final int OPTION_NOT_SENT = 4;

    /** The peer's option was zeroed on its way, or came too late. */
    public static final int OPTION_FALSIFIED = 8;

    /** {@return whether the ends mark text: TCPI_OPT_ECN} */
    public boolean isAgreed() {
        return mode != 0;
    }
}
