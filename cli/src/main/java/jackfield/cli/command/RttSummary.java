package jackfield.cli.command;

/**
 * Counts echoes and sums up their round-trip times as ping does.
 *
 * @see <a href="https://man7.org/linux/man-pages/man8/ping.8.html">ping(8)</a>
 */
final class RttSummary {
    private int sent;
    private int received;
    private int duplicates;
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos;
    private double sum;
    private double sumOfSquares;

    RttSummary() {}

    void sent() {
        sent++;
    }

    void duplicate() {
        duplicates++;
    }

    void received(long rttNanos) {
        received++;
        minNanos = Math.min(minNanos, rttNanos);
        maxNanos = Math.max(maxNanos, rttNanos);
        sum += rttNanos;
        sumOfSquares += (double) rttNanos * rttNanos;
    }

    int sentCount() {
        return sent;
    }

    int receivedCount() {
        return received;
    }

    /** {@return percent of the requests that had no reply, rounded down} */
    int lossPercent() {
        return sent == 0 ? 0 : (int) ((sent - received) * 100L / sent);
    }

    private double mean() {
        return sum / received;
    }

    /** {@return the standard deviation, which ping calls mdev, nanoseconds} */
    private double deviation() {
        return Math.sqrt(Math.max(0, sumOfSquares / received - mean() * mean()));
    }

    /** {@return ping's last two lines; one if no reply came} */
    String text(String host, long elapsedNanos) {
        String doubles = duplicates == 0 ? "" : "+" + duplicates + " duplicates, ";
        String counts = "--- " + host + " ping statistics ---\n" + sent + " packets transmitted, " + received
                + " received, " + doubles + lossPercent() + "% packet loss, time " + elapsedNanos / 1_000_000 + "ms";
        if (received == 0) {
            return counts;
        }
        return counts + "\nrtt min/avg/max/mdev = " + Thousandths.millis(minNanos) + "/" + Thousandths.millis(mean())
                + "/" + Thousandths.millis(maxNanos) + "/" + Thousandths.millis(deviation()) + " ms";
    }

    /** {@return the same for programs} */
    JsonLine json(String host, long elapsedNanos) {
        JsonLine line = new JsonLine()
                .put("host", host)
                .put("transmitted", sent)
                .put("received", received)
                .put("duplicates", duplicates)
                .put("lossPercent", lossPercent())
                .put("timeMillis", elapsedNanos / 1_000_000);
        if (received > 0) {
            line.put("minMillis", minNanos / 1e6)
                    .put("avgMillis", mean() / 1e6)
                    .put("maxMillis", maxNanos / 1e6)
                    .put("mdevMillis", deviation() / 1e6);
        }
        return line;
    }
}
