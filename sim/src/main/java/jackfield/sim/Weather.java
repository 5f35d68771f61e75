package jackfield.sim;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What befalls the packets of one direction of a link, in the words of tc-netem.
 *
 * <pre>
 *   delay 20ms 5ms loss 5% duplicate 0.1% corrupt 0.01% reorder 1% rate 10mbit limit 1000 ecn 20
 * </pre>
 *
 * @param delayNanos how long each packet is under way
 * @param jitterNanos each delay is drawn evenly from {@code delay - jitter} to {@code delay + jitter}; packets may
 *     overtake
 * @param lossPercent of the packets that vanish
 * @param duplicatePercent of the packets that arrive twice
 * @param corruptPercent of the packets in which one bit is flipped
 * @param reorderPercent of the packets that are sent at once and so overtake those that are delayed
 * @param rateBitsPerSecond how fast the line is; 0 for infinitely fast
 * @param limitPackets how many packets may be waiting or under way; one more is dropped
 * @param ecnPackets that may wait for the line before those behind them, if they are ECN-capable, are marked CE; where
 *     this is not {@link #NO_ECN}, {@code loss} marks them too instead of taking them. In words {@code ecn}, as in
 *     tc-netem, is {@link #ECN_FOR_LOSS}; {@code ecn 20} is ours
 * @see <a href="https://man7.org/linux/man-pages/man8/tc-netem.8.html">tc-netem(8)</a>
 */
public record Weather(
        long delayNanos,
        long jitterNanos,
        double lossPercent,
        double duplicatePercent,
        double corruptPercent,
        double reorderPercent,
        long rateBitsPerSecond,
        int limitPackets,
        int ecnPackets) {
    /** netem's own limit, 1000 packets. */
    public static final int DEFAULT_LIMIT_PACKETS = 1000;

    /** No packet is marked. */
    public static final int NO_ECN = -1;

    /** Packets are marked where {@code loss} would take them, and however many wait none is besides. */
    public static final int ECN_FOR_LOSS = Integer.MAX_VALUE;

    /** Nothing befalls a packet: it arrives at the moment it is sent. */
    public static final Weather PERFECT = new Weather(0, 0, 0, 0, 0, 0, 0, DEFAULT_LIMIT_PACKETS, NO_ECN);

    /** @throws IllegalArgumentException if no link can be like that; the message is one sentence for its user */
    public Weather {
        if (delayNanos < 0 || jitterNanos < 0) {
            throw new IllegalArgumentException("a delay cannot be negative");
        }
        percent("loss", lossPercent);
        percent("duplicate", duplicatePercent);
        percent("corrupt", corruptPercent);
        percent("reorder", reorderPercent);
        if (reorderPercent > 0 && delayNanos == 0) {
            throw new IllegalArgumentException(
                    "reorder needs a delay: a packet sent at once can only overtake one that is delayed");
        }
        if (rateBitsPerSecond < 0) {
            throw new IllegalArgumentException("a rate cannot be negative");
        }
        if (limitPackets < 1) {
            throw new IllegalArgumentException("a limit is at least 1 packet, not " + limitPackets);
        }
        if (ecnPackets < NO_ECN) {
            throw new IllegalArgumentException("a threshold for ecn cannot be negative");
        }
        if (ecnPackets != NO_ECN && ecnPackets != ECN_FOR_LOSS && rateBitsPerSecond == 0) {
            throw new IllegalArgumentException("ecn with a threshold needs a rate: nothing waits for an infinite line");
        }
    }

    private static void percent(String word, double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException(word + " is 0% to 100%, not " + number(percent) + "%");
        }
    }

    /**
     * {@return the weather that tc-netem's words describe; no words at all are {@link #PERFECT}}
     *
     * @throws IllegalArgumentException if they describe none; the message is one sentence for its user
     */
    public static Weather parse(String words) {
        return new WeatherText(words).parse();
    }

    /** {@return this weather with another delay and no jitter} */
    public Weather withDelay(Duration delay) {
        return new Weather(
                delay.toNanos(),
                0,
                lossPercent,
                duplicatePercent,
                corruptPercent,
                reorderPercent,
                rateBitsPerSecond,
                limitPackets,
                ecnPackets);
    }

    /** {@return this weather with another loss} */
    public Weather withLoss(double percent) {
        return new Weather(
                delayNanos,
                jitterNanos,
                percent,
                duplicatePercent,
                corruptPercent,
                reorderPercent,
                rateBitsPerSecond,
                limitPackets,
                ecnPackets);
    }

    /** {@return the words that {@link #parse} understands} */
    @Override
    public String toString() {
        var text = new StringBuilder();
        if (delayNanos > 0 || jitterNanos > 0) {
            text.append(" delay ").append(time(delayNanos));
            if (jitterNanos > 0) {
                text.append(' ').append(time(jitterNanos));
            }
        }
        chance(text, "loss", lossPercent);
        chance(text, "duplicate", duplicatePercent);
        chance(text, "corrupt", corruptPercent);
        chance(text, "reorder", reorderPercent);
        if (rateBitsPerSecond > 0) {
            text.append(" rate ").append(rate(rateBitsPerSecond));
        }
        if (limitPackets != DEFAULT_LIMIT_PACKETS) {
            text.append(" limit ").append(limitPackets);
        }
        if (ecnPackets != NO_ECN) {
            text.append(" ecn");
            if (ecnPackets != ECN_FOR_LOSS) {
                text.append(' ').append(ecnPackets);
            }
        }
        return text.isEmpty() ? "delay 0ms" : text.substring(1);
    }

    private static void chance(StringBuilder text, String word, double percent) {
        if (percent > 0) {
            text.append(' ').append(word).append(' ').append(number(percent)).append('%');
        }
    }

    private static String number(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    private static String time(long nanos) {
        return nanos % 1_000 != 0
                ? nanos + "ns"
                : BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString() + "ms";
    }

    private static String rate(long bits) {
        if (bits % 1_000_000_000 == 0) {
            return bits / 1_000_000_000 + "gbit";
        }
        if (bits % 1_000_000 == 0) {
            return bits / 1_000_000 + "mbit";
        }
        return bits % 1_000 == 0 ? bits / 1_000 + "kbit" : bits + "bit";
    }
}
