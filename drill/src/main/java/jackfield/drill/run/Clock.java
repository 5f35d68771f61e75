package jackfield.drill.run;

import jackfield.drill.script.Time;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * When a script's steps are due, and whether something happened in time.
 *
 * <pre>
 *   0.5        since the script began          +.1      after the step before
 *   0.5~0.7    anywhere between                +.1~+.2  anywhere between, after the step before
 *   *          at any time
 * </pre>
 *
 * <p>The step before counts with the time the script gives it, and with the real one where it gives none. Times here
 * are nanoseconds since the script began.
 */
final class Clock {
    private static final long MICROSECOND = 1_000L;

    private final long toleranceNanos;
    private final double tolerancePercent;

    /** When the step before was due or, if it had no fixed time, happened. */
    private long previous;

    /** What the latest step's own time was reckoned from. */
    private long base;

    /** When the step before the latest one happened: what a tolerance in percent is reckoned from. */
    private long began;

    Clock(long toleranceMicros, double tolerancePercent) {
        toleranceNanos = toleranceMicros * MICROSECOND;
        this.tolerancePercent = tolerancePercent;
    }

    /** A span of time in which something is to happen. */
    record Span(long from, long to) {}

    /** {@return when it is to happen; empty for any time} */
    Optional<Span> span(Time time) {
        return switch (time) {
            case Time.Absolute at -> Optional.of(new Span(at.nanos(), at.nanos()));
            case Time.Relative after -> Optional.of(new Span(previous + after.nanos(), previous + after.nanos()));
            case Time.Any _ -> Optional.empty();
            case Time.AbsoluteRange range -> Optional.of(new Span(range.fromNanos(), range.toNanos()));
            case Time.RelativeRange range ->
                Optional.of(new Span(previous + range.fromNanos(), previous + range.toNanos()));
        };
    }

    /**
     * {@return when a call is to return that began with the latest step; empty for any time}
     *
     * <p>A relative end is reckoned from where the start was reckoned from.
     */
    Optional<Span> endSpan(Time time) {
        return switch (time) {
            case Time.Relative after -> Optional.of(new Span(base + after.nanos(), base + after.nanos()));
            case Time.RelativeRange range -> Optional.of(new Span(base + range.fromNanos(), base + range.toNanos()));
            case Time.Absolute _, Time.AbsoluteRange _, Time.Any _ -> span(time);
        };
    }

    /** A step happened. */
    void onStep(Time time, long happened) {
        boolean isFixed = time instanceof Time.Absolute || time instanceof Time.Relative;
        base = previous;
        previous = isFixed ? span(time).map(Span::from).orElse(happened) : happened;
        began = happened;
    }

    /** {@return by how much something may be early or late that is due at {@code due}} */
    long tolerance(long due) {
        return Math.max(toleranceNanos, (long) (Math.max(0, due - began) * tolerancePercent / 100));
    }

    /** {@return in words why this is not in time; empty if it is} */
    Optional<String> lateness(Span span, long happened) {
        long early = span.from() - tolerance(span.from()) - happened;
        long late = happened - span.to() - tolerance(span.to());
        if (early <= 0 && late <= 0) {
            return Optional.empty();
        }
        String expected = span.from() == span.to()
                ? "at " + seconds(span.from())
                : "between " + seconds(span.from()) + " and " + seconds(span.to());
        long off = happened < span.from() ? span.from() - happened : happened - span.to();
        return Optional.of("expected " + expected + ", happened at " + seconds(happened) + ": " + seconds(off)
                + (happened < span.from() ? " early" : " late") + ", tolerance "
                + seconds(tolerance(span.from())));
    }

    /** {@return a time as scripts write it} */
    static String seconds(long nanos) {
        return BigDecimal.valueOf(Math.round(nanos / 1000.0), 6).toPlainString() + " s";
    }
}
