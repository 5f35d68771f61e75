package jackfield.engine.tcp;

import jackfield.engine.base.Deadline;
import java.util.Arrays;

/**
 * The timers of a connection, by what they wait for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.8">RFC 9293, 3.8</a>; RFC 6298; RFC 5482
 */
enum TcpTimer {
    /** The oldest unacknowledged text, SYN or FIN is to be sent again: RFC 6298, 5. */
    RETRANSMIT,
    /** What is late may still come: RFC 8985, 6.3. */
    REORDER,
    /** A probe is to show whether the tail is lost: RFC 8985, 7. */
    LOSS_PROBE,
    /** The next segment may leave: see {@link Pacer}. */
    PACE,
    /** The peer's window is to be probed: RFC 9293, 3.8.6.1. */
    PERSIST,
    /** A delayed acknowledgment is due: RFC 9293, 3.8.6.3. */
    DELAYED_ACK,
    /** The peer has long been silent: RFC 9293, 3.8.4. */
    KEEP_ALIVE,
    /** An orphan has waited long enough for the peer's FIN. */
    FIN_WAIT_2,
    /** 2 MSL are over: RFC 9293, 3.6.1. */
    TIME_WAIT,
    /** Text has gone unacknowledged longer than the application allows: RFC 5482. */
    USER_TIMEOUT;

    private static final TcpTimer[] ALL = values();

    /** When each timer of one connection is due. A few numbers, so that scanning them is cheaper than any structure. */
    @SuppressWarnings("EnumOrdinal") // an array of long, where EnumMap would box
    static final class Table {
        private final long[] deadlines = new long[ALL.length];

        Table() {
            cancelAll();
        }

        /** Sets a timer, or sets it anew. */
        void arm(TcpTimer timer, long deadline) {
            deadlines[timer.ordinal()] = deadline;
        }

        void cancel(TcpTimer timer) {
            deadlines[timer.ordinal()] = Deadline.NEVER;
        }

        void cancelAll() {
            Arrays.fill(deadlines, Deadline.NEVER);
        }

        /** {@return when it is due; {@link Deadline#NEVER} if it is not armed} */
        long deadline(TcpTimer timer) {
            return deadlines[timer.ordinal()];
        }

        boolean isArmed(TcpTimer timer) {
            return deadlines[timer.ordinal()] != Deadline.NEVER;
        }

        /** {@return whether it is due, in which case it is cancelled} */
        boolean takeIfDue(TcpTimer timer, long now) {
            boolean isDue = deadlines[timer.ordinal()] <= now;
            if (isDue) {
                cancel(timer);
            }
            return isDue;
        }

        /** {@return when the first is due} */
        long earliest() {
            long earliest = Deadline.NEVER;
            for (long deadline : deadlines) {
                earliest = Math.min(earliest, deadline);
            }
            return earliest;
        }

        /** {@return the armed timers with their times in milliseconds, for people} */
        @Override
        public String toString() {
            var text = new StringBuilder();
            for (TcpTimer timer : ALL) {
                if (isArmed(timer)) {
                    text.append(text.isEmpty() ? "" : " ").append(timer).append('@');
                    text.append(deadline(timer) / 1_000_000).append("ms");
                }
            }
            return text.toString();
        }
    }
}
