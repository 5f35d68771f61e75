package jackfield.sim;

import java.math.BigDecimal;

/** Writes virtual times for people: seconds, as many digits as count. */
final class SimTime {
    private SimTime() {}

    static String text(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + " s";
    }
}
