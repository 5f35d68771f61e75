package jackfield.drill.script;

import jackfield.drill.script.Time.Absolute;
import jackfield.drill.script.Time.AbsoluteRange;
import jackfield.drill.script.Time.Any;
import jackfield.drill.script.Time.Relative;
import jackfield.drill.script.Time.RelativeRange;

/**
 * Reads the time before a step, in seconds with or without a fraction.
 *
 * <pre>
 *   0.1   +.1   *   0.1~0.2   +.1~+.2   ~+.2   0.1...0.3 (a call that blocks)
 * </pre>
 */
final class TimeParser {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;

    private final Cursor cursor;

    TimeParser(Cursor cursor) {
        this.cursor = cursor;
    }

    Time start() {
        if (cursor.takes("*")) {
            return new Any();
        }
        if (cursor.takes("~")) {
            boolean isRelative = cursor.takes("+");
            long to = nanos();
            return isRelative ? new RelativeRange(0, to) : new AbsoluteRange(0, to);
        }
        boolean isRelative = cursor.takes("+");
        int start = cursor.at();
        long from = nanos();
        if (!cursor.takes("~")) {
            return isRelative ? new Relative(from) : new Absolute(from);
        }
        boolean isWidth = cursor.takes("+") && !isRelative;
        long to = isWidth ? from + nanos() : nanos();
        if (to < from) {
            throw cursor.errorAt(start, "the range of times ends before it begins");
        }
        return isRelative ? new RelativeRange(from, to) : new AbsoluteRange(from, to);
    }

    /** The moment after {@code ...}, reckoned as {@code start} is. */
    Time end(Time start) {
        int at = cursor.at();
        boolean saysRelative = cursor.takes("+");
        boolean isRelative = saysRelative || start instanceof Relative || start instanceof RelativeRange;
        long nanos = nanos();
        long from = switch (start) {
            case Absolute absolute -> isRelative ? 0 : absolute.nanos();
            case Relative relative -> relative.nanos();
            case Any _, AbsoluteRange _, RelativeRange _ -> 0;
        };
        if (nanos < from) {
            throw cursor.errorAt(at, "the call ends before it begins");
        }
        return isRelative ? new Relative(nanos) : new Absolute(nanos);
    }

    private long nanos() {
        cursor.skipBlanks();
        int start = cursor.at();
        long whole = 0;
        if (cursor.rawPeek(0) != '.') {
            whole = Cursor.isDigit(cursor.rawPeek(0)) ? digits() : -1;
        }
        long fraction = 0;
        if (whole >= 0 && cursor.rawPeek(0) == '.' && Cursor.isDigit(cursor.rawPeek(1))) {
            fraction = fraction();
        } else if (whole >= 0 && cursor.at() > start && cursor.rawPeek(0) == '.' && cursor.rawPeek(1) != '.') {
            cursor.moveTo(cursor.at() + 1);
        } else if (cursor.at() == start) {
            throw cursor.expected("a time: 0.1, +.1 or *");
        }
        // 5ms is no time.
        if (Cursor.isWord(cursor.rawPeek(0))) {
            throw cursor.expected("a blank after the time");
        }
        return whole * SECOND_NANOS + fraction;
    }

    private long digits() {
        int start = cursor.at();
        int end = 0;
        while (Cursor.isDigit(cursor.rawPeek(end))) {
            end++;
        }
        if (end > NANO_DIGITS) {
            throw cursor.errorAt(start, "the time is too long: at most " + NANO_DIGITS + " digits of seconds");
        }
        cursor.moveTo(start + end);
        return Long.parseLong(cursor.between(start, start + end));
    }

    private long fraction() {
        long fraction = 0;
        int count = 0;
        int end = 1;
        for (; Cursor.isDigit(cursor.rawPeek(end)); end++) {
            if (count < NANO_DIGITS) {
                fraction = fraction * 10 + (cursor.rawPeek(end) - '0');
                count++;
            }
        }
        for (; count < NANO_DIGITS; count++) {
            fraction *= 10;
        }
        cursor.moveTo(cursor.at() + end);
        return fraction;
    }
}
