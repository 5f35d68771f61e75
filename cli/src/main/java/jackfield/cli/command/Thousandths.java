package jackfield.cli.command;

import java.util.Locale;

/** Writes numbers with three decimals and a point, wherever the user lives. */
final class Thousandths {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Thousandths() {}

    static String text(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    static String millis(long nanos) {
        return millis((double) nanos);
    }

    static String millis(double nanos) {
        return text(nanos / NANOS_PER_MILLI);
    }

    static String seconds(long nanos) {
        return text(nanos / NANOS_PER_SECOND);
    }
}
