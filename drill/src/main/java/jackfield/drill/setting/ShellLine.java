package jackfield.drill.setting;

import jackfield.engine.tcp.congestion.Controllers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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

    /** The interface takes packets of so many bytes. */
    public record Mtu(int bytes) implements Effect {}

    /** The route has an initial window. */
    public record InitialWindow(int segments) implements Effect {}

    /** The route has a least retransmission time-out. */
    public record LeastTimeout(long nanos) implements Effect {}

    /** The settings of a file of sysctls. */
    public record Include(String path) implements Effect {}

    /** {@return what the commands do; throws {@link UnknownConstruct} for one nobody here knows} */
    public static List<Effect> effects(String text) {
        List<Effect> effects = new ArrayList<>();
        for (String line : text.replace("\\\n", " ").replaceFirst("\\\\$", "").split("\n|;|&&", -1)) {
            List<String> words = words(line);
            if (!words.isEmpty()) {
                effects.addAll(command(line.strip(), words));
            }
        }
        return effects;
    }

    private static List<Effect> command(String line, List<String> all) {
        if (all.getFirst().equals("echo")) {
            return echo(line, all);
        }
        List<String> words = withoutRedirections(all);
        String name = words.isEmpty()
                ? ""
                : words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        return switch (name) {
            case "sysctl", "set_sysctls.py" -> sysctls(line, words);
            case "ethtool" -> ethtool(line, words);
            case "ip" -> ip(line, words);
            case "ifconfig" -> words.size() == 4 ? mtu(line, words, 2) : unknown(line);
            case "tc" -> qdisc(line, words);
            case "modprobe" -> module(line, words);
            case "true", ":", "exit", "set", "sync" -> List.of();
            // They only look, and nobody reads here what they say.
            case "nstat", "ss", "netstat", "cat", "dmesg", "date", "uname", "printf" ->
                words.stream().anyMatch(word -> word.contains("|")) ? unknown(line) : List.of();
            default ->
                name.endsWith(".sh") && words.size() == 1 ? List.of(new Include(words.getFirst())) : unknown(line);
        };
    }

    private static List<Effect> unknown(String line) {
        throw new UnknownConstruct("shell command: " + line);
    }

    /** {@return the words without those that send away what a command says, and without {@code || true}} */
    private static List<String> withoutRedirections(List<String> all) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String word = all.get(i);
            if (word.matches("[12&]?>>?")) {
                i++;
            } else if (word.equals("||") && all.subList(i + 1, all.size()).equals(List.of("true"))) {
                break;
            } else if (!word.matches("[12&]?>>?(&[12]|/dev/null)")) {
                words.add(word);
            }
        }
        return words;
    }

    /** {@code echo 1 > /proc/sys/net/ipv4/tcp_sack} sets it; to say something says it to nobody. */
    private static List<Effect> echo(String line, List<String> words) {
        int arrow = words.indexOf(">");
        boolean saysSomething = arrow < 0 && words.stream().noneMatch(word -> word.matches(".*[|>].*"));
        if (saysSomething) {
            return List.of();
        }
        if (arrow > 1 && arrow == words.size() - 2 && words.getLast().startsWith("/proc/sys/")) {
            return List.of(new Sysctl(words.getLast(), String.join(" ", words.subList(1, arrow))));
        }
        return unknown(line);
    }

    /** Those of the stack are always there. */
    private static List<Effect> module(String line, List<String> words) {
        boolean isOurs = words.stream()
                .skip(1)
                .allMatch(word -> word.startsWith("-")
                        || word.startsWith("sch_")
                        || word.startsWith("tcp_") && Controllers.STANDARD.knows(word.substring("tcp_".length())));
        return isOurs ? List.of() : unknown(line);
    }

    private static List<Effect> sysctls(String line, List<String> words) {
        List<Effect> effects = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals > 0 && !word.startsWith("-")) {
                effects.add(new Sysctl(word.substring(0, equals), word.substring(equals + 1)));
            } else if (word.startsWith("-") ? !word.matches("-[qwen]+") : !word.matches("[a-z0-9_./]+")) {
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

    private static List<Effect> ip(String line, List<String> all) {
        List<String> words = all.size() > 1 && all.get(1).matches("-[46s]")
                ? Stream.concat(Stream.of("ip"), all.stream().skip(2)).toList()
                : all;
        String object = words.size() > 1 ? words.get(1) : "";
        String verb = words.size() > 2 ? words.get(2) : "show";
        if (List.of("tcp_metrics", "tcpmetrics").contains(object)) {
            // None outlive a connection.
            return List.of();
        }
        if (verb.matches("sh(ow)?|l(ist|s)?|get") && words.stream().noneMatch(word -> word.contains("|"))) {
            return List.of();
        }
        if (object.matches("l(ink)?")
                && verb.equals("set")
                && words.size() == 7
                && words.get(3).equals("dev")) {
            return mtu(line, words, 5);
        }
        return route(line, words);
    }

    private static List<Effect> mtu(String line, List<String> words, int at) {
        return words.get(at).equals("mtu") ? List.of(new Mtu(number(line, words.get(at + 1)))) : unknown(line);
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
        if (words.contains("show")) {
            return List.of();
        }
        int root = words.indexOf("root");
        List<String> queue = root < 0 ? List.of() : words.subList(root + 1, words.size());
        boolean isPlain = queue.isEmpty()
                || List.of("fq", "pfifo", "pfifo_fast", "mq", "fq_codel").contains(queue.getFirst());
        boolean hasRoom = queue.size() <= 1
                || queue.size() == 3 && queue.get(1).equals("limit") && number(line, queue.get(2)) >= 100;
        if (words.size() >= 5 && words.get(1).equals("qdisc") && root > 0 && isPlain && hasRoom) {
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
