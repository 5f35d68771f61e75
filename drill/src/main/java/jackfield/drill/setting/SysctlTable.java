package jackfield.drill.setting;

import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.congestion.Controllers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;

/**
 * Rows of sysctls, by name, in the order in which they were added.
 *
 * <p>A row is told the words of a value and answers the changed settings; it refuses by {@link UnknownConstruct}.
 */
final class SysctlTable {
    private static final Pattern FAST_OPEN_KEY = Pattern.compile("[0-9a-fA-F]{1,8}(-[0-9a-fA-F]{1,8}){3}");
    private static final int HEX = 16;

    private final Map<String, Row> rows = new LinkedHashMap<>();

    /**
     * One sysctl.
     *
     * @param meaning what it is here, for the documentation
     * @param change what it changes, given the value's words
     */
    private record Row(String meaning, BiFunction<TcpConfig, List<String>, TcpConfig> change) {}

    void put(String name, String meaning, BiFunction<TcpConfig, List<String>, TcpConfig> change) {
        rows.put(name, new Row(meaning, change));
    }

    /** Adds one that is a number, whole and not split. */
    void number(String name, String meaning, BiFunction<TcpConfig, Long, TcpConfig> change) {
        put(name, meaning, (config, words) -> change.apply(config, only(name, words)));
    }

    /** Adds one of which some values mean what we always do. */
    void fixed(String name, String meaning, LongPredicate isOurs) {
        put(name, meaning, (config, words) -> {
            if (!isOurs.test(only(name, words))) {
                throw unknown(name, words);
            }
            return config;
        });
    }

    private static long only(String name, List<String> words) {
        if (words.size() != 1) {
            throw unknown(name, words);
        }
        return number(name, words.getFirst());
    }

    /** {@return the settings with one sysctl set; throws {@link UnknownConstruct} for what no row takes} */
    TcpConfig set(TcpConfig config, String name, String value) {
        Row row = rows.get(canonical(name));
        List<String> words = List.of(value.strip().split("\\s+"));
        if (row == null || value.isBlank()) {
            throw new UnknownConstruct("sysctl " + name);
        }
        try {
            return row.change().apply(config, words);
        } catch (IllegalArgumentException e) {
            throw new UnknownConstruct("sysctl " + name + "=" + value);
        }
    }

    /** {@return each name with what it is here} */
    Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        rows.forEach((name, row) -> meanings.put(name, row.meaning()));
        return meanings;
    }

    /** {@return the table's form of {@code net.ipv4.tcp_x}, {@code net/ipv4/tcp_x} and {@code /proc/sys/net/...}} */
    private static String canonical(String name) {
        String dotted = name.replaceFirst("^/proc/sys/", "").replace('/', '.');
        return dotted.startsWith("net.ipv4.") ? dotted.substring("net.ipv4.".length()) : dotted;
    }

    /** {@return one of three words} */
    static String triple(String name, List<String> words, int index) {
        if (words.size() != 3) {
            throw unknown(name, words);
        }
        return words.get(index);
    }

    static long number(String name, String word) {
        try {
            return Long.decode(word);
        } catch (NumberFormatException e) {
            throw unknown(name, List.of(word));
        }
    }

    /** {@return the name of a congestion controller that there is} */
    static String controller(String name) {
        if (!Controllers.STANDARD.knows(name)) {
            throw new UnknownConstruct("congestion controller " + name);
        }
        return name;
    }

    /** {@return the bytes of one key or two; Linux writes a key as four numbers whose least byte comes first} */
    static byte[] fastOpenKeys(String value) {
        String[] keys = value.split(",", -1);
        var bytes = new byte[HEX * keys.length];
        int at = 0;
        for (String key : keys) {
            if (keys.length > 2 || !FAST_OPEN_KEY.matcher(key).matches()) {
                throw unknown("tcp_fastopen_key", List.of(value));
            }
            for (String word : key.split("-", -1)) {
                int number = Integer.parseUnsignedInt(word, HEX);
                for (int i = 0; i < Integer.BYTES; i++) {
                    bytes[at++] = (byte) (number >>> i * Byte.SIZE);
                }
            }
        }
        return bytes;
    }

    static UnknownConstruct unknown(String name, List<String> words) {
        return new UnknownConstruct("sysctl " + name + "=" + String.join(" ", words));
    }
}
