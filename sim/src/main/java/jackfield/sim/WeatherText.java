package jackfield.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads tc-netem's words.
 *
 * <pre>
 *   delay TIME [JITTER] | loss [random] PERCENT | duplicate PERCENT | corrupt PERCENT | reorder PERCENT | rate RATE |
 * limit PACKETS | ecn [PACKETS]
 * </pre>
 *
 * <p>Unlike tc, a time or a rate without a unit is refused: tc takes {@code delay 100} for 100 microseconds, which
 * nobody means. Correlations and distributions are not simulated and are refused.
 */
final class WeatherText {
    private static final Pattern NUMBER = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([a-z%]*)");
    private static final String WORDS = "delay, loss, duplicate, corrupt, reorder, rate, limit and ecn";

    private final List<String> words;
    private int next;

    private long delayNanos;
    private long jitterNanos;
    private double lossPercent;
    private double duplicatePercent;
    private double corruptPercent;
    private double reorderPercent;
    private long rateBitsPerSecond;
    private int limitPackets = Weather.DEFAULT_LIMIT_PACKETS;
    private int ecnPackets = Weather.NO_ECN;

    WeatherText(String text) {
        String trimmed = text.strip().toLowerCase(Locale.ROOT);
        words = trimmed.isEmpty() ? List.of() : List.of(trimmed.split("\\s+"));
    }

    Weather parse() {
        while (next < words.size()) {
            clause(words.get(next++));
        }
        return new Weather(
                delayNanos,
                jitterNanos,
                lossPercent,
                duplicatePercent,
                corruptPercent,
                reorderPercent,
                rateBitsPerSecond,
                limitPackets,
                ecnPackets);
    }

    private void clause(String word) {
        switch (word) {
            case "delay", "latency" -> {
                delayNanos = nanos(argument(word, "a time such as 20ms"));
                if (next < words.size() && Character.isDigit(words.get(next).charAt(0))) {
                    jitterNanos = nanos(words.get(next++));
                }
            }
            case "loss", "drop" -> {
                if (next < words.size() && words.get(next).equals("random")) {
                    next++;
                }
                lossPercent = percent(word);
            }
            case "duplicate" -> duplicatePercent = percent(word);
            case "corrupt" -> corruptPercent = percent(word);
            case "reorder" -> reorderPercent = percent(word);
            case "rate" -> rateBitsPerSecond = bitsPerSecond(argument(word, "a rate such as 10mbit"));
            case "limit" -> limitPackets = packets(word, argument(word, "a number of packets"));
            case "ecn" -> {
                ecnPackets = Weather.ECN_FOR_LOSS;
                if (next < words.size() && Character.isDigit(words.get(next).charAt(0))) {
                    ecnPackets = packets(word, words.get(next++));
                }
            }
            default ->
                throw new IllegalArgumentException(
                        "'" + word + "' is not a word for weather: there are " + WORDS + ", as in tc-netem");
        }
    }

    private String argument(String word, String wanted) {
        if (next == words.size()) {
            throw new IllegalArgumentException("'" + word + "' must be followed by " + wanted);
        }
        return words.get(next++);
    }

    private double percent(String word) {
        String text = argument(word, "a percentage such as 5%");
        Matcher number = NUMBER.matcher(text);
        if (!number.matches() || !number.group(2).equals("%")) {
            throw new IllegalArgumentException(
                    "'" + word + "' must be followed by a percentage such as 5%, not '" + text + "'");
        }
        if (next < words.size() && words.get(next).endsWith("%")) {
            throw new IllegalArgumentException(
                    "'" + word + " " + text + " " + words.get(next) + "': a correlation is not simulated");
        }
        double percent = Double.parseDouble(number.group(1));
        if (percent > 100) {
            throw new IllegalArgumentException(word + " is 0% to 100%, not " + text);
        }
        return percent;
    }

    private static long nanos(String text) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            long unit = switch (number.group(2)) {
                case "s", "sec", "secs" -> 1_000_000_000L;
                case "ms", "msec", "msecs" -> 1_000_000L;
                case "us", "usec", "usecs" -> 1_000L;
                case "ns", "nsec", "nsecs" -> 1L;
                default -> 0;
            };
            if (unit > 0) {
                return scaled(text, number.group(1), unit);
            }
        }
        throw new IllegalArgumentException("'" + text + "' is not a time: a number with s, ms, us or ns is");
    }

    private static long bitsPerSecond(String text) {
        Matcher number = NUMBER.matcher(text);
        if (number.matches()) {
            long unit = switch (number.group(2)) {
                case "bit" -> 1L;
                case "kbit" -> 1_000L;
                case "mbit" -> 1_000_000L;
                case "gbit" -> 1_000_000_000L;
                case "bps" -> 8L;
                case "kbps" -> 8_000L;
                case "mbps" -> 8_000_000L;
                case "gbps" -> 8_000_000_000L;
                default -> 0;
            };
            if (unit > 0) {
                long bits = scaled(text, number.group(1), unit);
                if (bits > 0) {
                    return bits;
                }
                throw new IllegalArgumentException("'rate " + text + "' would never send anything");
            }
        }
        throw new IllegalArgumentException("'" + text
                + "' is not a rate: a number with bit, kbit, mbit or gbit is,"
                + " or with bps, kbps, mbps or gbps for bytes");
    }

    private static int packets(String word, String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "'" + word + "' must be followed by a number of packets, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static long scaled(String text, String number, long unit) {
        BigDecimal value = new BigDecimal(number).multiply(BigDecimal.valueOf(unit));
        if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE / 4)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too much");
        }
        return value.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
