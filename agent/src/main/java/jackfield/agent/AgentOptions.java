package jackfield.agent;

import jackfield.sim.Weather;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the agent was asked for, checked.
 *
 * @param link the kind of network
 * @param device the TAP's or TUN's name, empty for a simulated network
 * @param namespace the device's network namespace, empty for the process's own
 * @param addresses of this JVM; in a simulated network of the host where its servers are
 * @param clientAddresses in a simulated network of the host from which it connects
 * @param peerAddresses for the kernel's side of a device
 * @param gateways where everything else goes
 * @param mtu the device's, 0 to leave it
 * @param weather of a simulated network, or between the application and a TAP
 * @param seed of the weather's chance
 * @param takesAll whether what is not on the network goes there all the same, and not to the platform
 * @param takesLoopback whether 127.0.0.0/8 and ::1 are this JVM's own on the network
 * @param reports whether to list at exit what reached the kernel
 * @param names more names and their addresses
 */
record AgentOptions(
        Kind link,
        String device,
        String namespace,
        List<IpPrefix> addresses,
        List<IpPrefix> clientAddresses,
        List<IpPrefix> peerAddresses,
        List<IpAddress> gateways,
        int mtu,
        Weather weather,
        long seed,
        boolean takesAll,
        boolean takesLoopback,
        boolean reports,
        Map<String, List<IpAddress>> names) {
    /** Where packets go. */
    enum Kind {
        TAP,
        TUN,
        SIM
    }

    private static final String NAME = "name.";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final List<String> KEYS = List.of(
            "link",
            "netns",
            "address",
            "client-address",
            "peer-address",
            "gateway",
            "mtu",
            "weather",
            "seed",
            "route",
            "loopback",
            "report");
    private static final List<String> OF_DEVICES = List.of("netns", "peer-address", "gateway", "mtu");
    private static final List<String> OF_SIMULATIONS = List.of("client-address");
    private static final List<String> OF_ETHERNETS = List.of("weather", "seed");

    /**
     * {@return what a text asks for, see {@link AgentText}}
     *
     * @throws IllegalArgumentException with one sentence for the user
     */
    static AgentOptions parse(@Nullable String text) {
        return of(AgentText.read(text == null ? "" : text));
    }

    private static AgentOptions of(Map<String, String> options) {
        options.keySet().forEach(AgentOptions::requireKnown);
        String link = options.getOrDefault("link", "");
        Kind kind = kind(link);
        boolean isSimulated = kind == Kind.SIM;
        refuse(options, isSimulated ? OF_DEVICES : OF_SIMULATIONS, link);
        if (kind == Kind.TUN) {
            refuse(options, OF_ETHERNETS, link);
        }
        String device = isSimulated ? "" : link.substring(link.indexOf(':') + 1);
        if (!isSimulated && options.getOrDefault("address", "").isEmpty()) {
            throw new IllegalArgumentException("link=" + link + " needs an address=, such as 10.9.0.2/24");
        }
        return new AgentOptions(
                kind,
                device,
                options.getOrDefault("netns", ""),
                list(options, "address", isSimulated ? "10.9.0.2/24 fd09::2/64" : "", IpPrefix::parse),
                list(options, "client-address", isSimulated ? "10.9.0.1/24 fd09::1/64" : "", IpPrefix::parse),
                list(options, "peer-address", "", IpPrefix::parse),
                list(options, "gateway", "", IpAddress::parse),
                number(options, "mtu"),
                value("weather", options.getOrDefault("weather", ""), Weather::parse),
                number(options, "seed"),
                choice(options, "route", "all", "network", !isSimulated),
                choice(options, "loopback", "jackfield", "kernel", true),
                choice(options, "report", "yes", "no", true),
                names(options));
    }

    private static void requireKnown(String key) {
        if (!KEYS.contains(key) && !(key.startsWith(NAME) && key.length() > NAME.length())) {
            throw new IllegalArgumentException(
                    "there is no option " + key + ", but " + String.join(", ", KEYS) + " and name.HOST");
        }
    }

    private static Kind kind(String link) {
        if (link.equals("sim")) {
            return Kind.SIM;
        }
        if (link.startsWith("tap:") && link.length() > 4) {
            return Kind.TAP;
        }
        if (link.startsWith("tun:") && link.length() > 4) {
            return Kind.TUN;
        }
        throw new IllegalArgumentException("link is tap:NAME, tun:NAME or sim, not '" + link + "'");
    }

    private static void refuse(Map<String, String> options, List<String> keys, String link) {
        for (String key : keys) {
            if (options.containsKey(key)) {
                throw new IllegalArgumentException("link=" + link + " takes no " + key);
            }
        }
    }

    private static <T> List<T> list(Map<String, String> options, String key, String usual, Function<String, T> parse) {
        return Stream.of(options.getOrDefault(key, usual).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> value(key, word, parse))
                .toList();
    }

    private static <T> T value(String key, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static int number(Map<String, String> options, String key) {
        String text = options.getOrDefault(key, "0");
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(key + " is a number, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static boolean choice(Map<String, String> options, String key, String yes, String no, boolean usual) {
        String text = options.getOrDefault(key, usual ? yes : no);
        if (!text.equals(yes) && !text.equals(no)) {
            throw new IllegalArgumentException(key + " is " + yes + " or " + no + ", not '" + text + "'");
        }
        return text.equals(yes);
    }

    private static Map<String, List<IpAddress>> names(Map<String, String> options) {
        var names = new LinkedHashMap<String, List<IpAddress>>();
        options.forEach((key, text) -> {
            if (key.startsWith(NAME)) {
                names.put(key.substring(NAME.length()), list(options, key, "", IpAddress::parse));
            }
        });
        return names;
    }
}
