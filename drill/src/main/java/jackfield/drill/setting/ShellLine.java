package jackfield.drill.setting;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell command of a script, taken apart as far as the interpreter understands it; nothing is executed.
 *
 * <pre>
 *   sysctl -q net.ipv4.tcp_sack=0 net.ipv4.tcp_wmem="4096 16384 4194304"
 *   ./set_sysctls.py /proc/sys/net/ipv4/tcp_ecn=1
 *   ethtool -K tun0 tso off gso off
 *   ip route change 192.0.2.1 via 192.168.0.2 dev tun0 initcwnd 20
 *   ../common/defaults.sh
 * </pre>
 */
public final class ShellLine {
    private ShellLine() {}

    /** What a command does. */
    public sealed interface Effect {}

    /** A sysctl is set. */
    public record Sysctl(String name, String value) implements Effect {}

    /** The interface takes super-segments or no longer does. */
    public record Offload(boolean isOn) implements Effect {}

    /** The route has an initial window. */
    public record InitialWindow(int segments) implements Effect {}

    /** The route has a least retransmission time-out. */
    public record LeastTimeout(long nanos) implements Effect {}

    /** The settings of a file of sysctls. */
    public record Include(String path) implements Effect {}

    /** {@return what the commands do; throws {@link UnknownConstruct} for one nobody here knows} */
    public static List<Effect> effects(String text) {
        List<Effect> effects = new ArrayList<>();
        for (String line : text.replace("\\\n", " ").split("\n|;|&&", -1)) {
            List<String> words = words(line);
            if (!words.isEmpty()) {
                effects.addAll(command(line.strip(), words));
            }
        }
        return effects;
    }

    private static List<Effect> command(String line, List<String> words) {
        String name = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        return switch (name) {
            case "sysctl", "set_sysctls.py" -> sysctls(line, words);
            case "ethtool" -> ethtool(line, words);
            case "ip" -> route(line, words);
            case "tc" -> qdisc(line, words);
            case "true", ":", "exit", "set", "sync", "modprobe" -> List.of();
            default -> {
                if (name.endsWith(".sh") && words.size() == 1) {
                    yield List.of(new Include(words.getFirst()));
                }
                throw new UnknownConstruct("shell command: " + line);
            }
        };
    }

    private static List<Effect> sysctls(String line, List<String> words) {
        List<Effect> effects = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                effects.add(new Sysctl(word.substring(0, equals), word.substring(equals + 1)));
            } else if (!word.startsWith("-")
                    && !word.startsWith(">")
                    && !word.startsWith("2>")
                    && !word.equals("/dev/null")) {
                throw new UnknownConstruct("shell command: " + line);
            }
        }
        return effects;
    }

    private static List<Effect> ethtool(String line, List<String> words) {
        if (words.size() < 5 || !words.get(1).equals("-K")) {
            throw new UnknownConstruct("shell command: " + line);
        }
        List<Effect> effects = new ArrayList<>();
        for (int i = 3; i + 1 < words.size(); i += 2) {
            if (List.of("tso", "gso").contains(words.get(i))) {
                effects.add(new Offload(words.get(i + 1).equals("on")));
            } else if (!List.of("gro", "lro", "rx", "tx", "sg").contains(words.get(i))) {
                throw new UnknownConstruct("shell command: " + line);
            }
        }
        return effects;
    }

    private static List<Effect> route(String line, List<String> words) {
        if (words.size() < 4 || !words.get(1).matches("r|ro|route")) {
            throw new UnknownConstruct("shell command: " + line);
        }
        List<Effect> effects = new ArrayList<>();
        for (int i = 3; i < words.size(); i++) {
            boolean hasValue = i + 1 < words.size();
            switch (words.get(i)) {
                case "initcwnd" -> effects.add(new InitialWindow(hasValue ? number(line, words.get(++i)) : 0));
                case "rto_min" -> effects.add(new LeastTimeout(hasValue ? nanos(line, words.get(++i)) : 0));
                case "via", "dev", "proto", "scope", "src" -> i++;
                case "lock" -> {}
                default -> {
                    boolean isDestination = i == 3;
                    if (!isDestination) {
                        throw new UnknownConstruct("shell command: " + line);
                    }
                }
            }
        }
        return effects;
    }

    private static int number(String line, String word) {
        if (!word.matches("\\d{1,9}")) {
            throw new UnknownConstruct("shell command: " + line);
        }
        return Integer.parseInt(word);
    }

    private static long nanos(String line, String word) {
        if (word.matches("\\d{1,9}ms")) {
            return Long.parseLong(word.substring(0, word.length() - 2)) * 1_000_000L;
        }
        if (word.matches("\\d{1,9}s")) {
            return Long.parseLong(word.substring(0, word.length() - 1)) * 1_000_000_000L;
        }
        return number(line, word) * 1_000_000L;
    }

    /** A queue that keeps order and has room shows nothing. */
    private static List<Effect> qdisc(String line, List<String> words) {
        String kind = words.getLast();
        if (words.size() >= 5
                && words.get(1).equals("qdisc")
                && List.of("fq", "pfifo", "pfifo_fast", "mq", "fq_codel").contains(kind)) {
            return List.of();
        }
        throw new UnknownConstruct("shell command: " + line);
    }

    /** {@return the words, quotes taken away and what stands in them kept together} */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        char quote = 0;
        boolean isWord = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isWord = true;
            } else if (c == '#' && !isWord) {
                break;
            } else if (Character.isWhitespace(c)) {
                if (isWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                isWord = false;
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }
}
