package jackfield.engine.tcp;

/**
 * Keeps the least round-trip time of a window of time, by the best three of it.
 *
 * <pre>
 *   | best ... | best since ... | best since that ... | now
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8985#section-6.2">RFC 8985, 6.2, step 1</a>; Linux's {@code
 *     win_minmax}
 */
final class MinRtt {
    private final long windowNanos;
    private final long[] values = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};
    private final long[] times = new long[3];

    /** @param windowNanos how long a time is remembered: Linux's tcp_min_rtt_wlen */
    MinRtt(long windowNanos) {
        this.windowNanos = windowNanos;
    }

    void onSample(long now, long rttNanos) {
        if (rttNanos <= values[0] || now - times[2] > windowNanos) {
            set(0, now, rttNanos);
            set(1, now, rttNanos);
            set(2, now, rttNanos);
            return;
        }
        if (rttNanos <= values[1]) {
            set(1, now, rttNanos);
            set(2, now, rttNanos);
        } else if (rttNanos <= values[2]) {
            set(2, now, rttNanos);
        }
        age(now, rttNanos);
    }

    private void age(long now, long rttNanos) {
        long age = now - times[0];
        if (age > windowNanos) {
            // The best is too old: the next ones take its place.
            shift(now, rttNanos);
            if (now - times[0] > windowNanos) {
                shift(now, rttNanos);
            }
        } else if (times[1] == times[0] && age > windowNanos / 4) {
            set(1, now, rttNanos);
            set(2, now, rttNanos);
        } else if (times[2] == times[1] && age > windowNanos / 2) {
            set(2, now, rttNanos);
        }
    }

    private void shift(long now, long rttNanos) {
        set(0, times[1], values[1]);
        set(1, times[2], values[2]);
        set(2, now, rttNanos);
    }

    private void set(int index, long at, long rttNanos) {
        times[index] = at;
        values[index] = rttNanos;
    }

    /** {@return the least; {@code Long.MAX_VALUE} before the first sample} */
    long nanos() {
        return values[0];
    }
}
