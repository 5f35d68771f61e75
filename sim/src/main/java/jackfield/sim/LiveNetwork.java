package jackfield.sim;

import jackfield.link.Link;
import jackfield.link.LinkAbilities;
import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import jackfield.socket.LiveHost;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hosts on one Ethernet segment with weather, in real time: for code that has threads and clocks of its own.
 *
 * <pre>
 *   try (var network = LiveNetwork.of("delay 20ms loss 2%")) {
 *       LiveHost client = network.host("client", "10.0.0.1/24");
 *       LiveHost server = network.host("server", "10.0.0.2/24");
 *       server.sockets() ... client.sockets() ...
 *   }
 * </pre>
 *
 * <p>Each host's packets meet the weather as they leave, so that a round trip of {@code delay 20ms} takes 40 ms. The
 * seed decides what befalls the n-th packet that a host sends; as threads decide which packet that is, runs are alike
 * and not the same. For runs that are the same see {@link World}. Packets are those of a real wire, 1500 bytes with
 * checksums, so that the weather may change while they run. Thread-safe.
 */
public final class LiveNetwork implements AutoCloseable {
    /** Room for what a fast sender has under way on a slow link: the weather's own limit is the one that counts. */
    private static final int QUEUE_BYTES = 64 << 20;

    private final SplittableRandom random;
    private final Weather first;
    private final MemoryNetwork segment;
    private final Postman postman = new Postman("jackfield-weather");
    private final Map<String, Member> members = new LinkedHashMap<>();

    /** What is plugged in: a host, or else a bridge. */
    private record Member(@Nullable LiveHost host, @Nullable Bridge bridge, WeatherLink link) {
        void close() {
            if (host != null) {
                host.close();
            }
            if (bridge != null) {
                bridge.close();
            }
        }
    }

    private LiveNetwork(long seed, Weather weather) {
        random = new SplittableRandom(seed);
        first = weather;
        segment = new MemoryNetwork(
                MemoryConfig.ofEthernet().checksums(true).queue(Weather.DEFAULT_LIMIT_PACKETS * 10, QUEUE_BYTES));
    }

    /** {@return a network without hosts, in which all chance of the weather comes from {@code seed}} */
    public static LiveNetwork seeded(long seed, Weather weather) {
        return new LiveNetwork(seed, weather);
    }

    /**
     * {@return a network without hosts and of seed 1}
     *
     * @param weather words as of {@link Weather#parse}; none for a perfect network
     * @throws IllegalArgumentException if they describe no weather; the message is one sentence for its user
     */
    public static LiveNetwork of(String weather) {
        return new LiveNetwork(1, Weather.parse(weather));
    }

    /**
     * {@return a new host, running, whose addresses are such as {@code 10.0.0.1/24} and {@code fd00::1/64}}
     *
     * @throws IllegalArgumentException if the name is taken or an address is none
     */
    public LiveHost host(String name, String... addresses) {
        return host(name, _ -> {}, addresses);
    }

    /**
     * {@return a new host, to whose description {@code more} may add: a gateway, limits and switches of its stack}
     */
    public synchronized LiveHost host(String name, Consumer<LiveHost.Builder> more, String... addresses) {
        requireFree(name);
        WeatherLink link = port();
        LiveHost.Builder builder = LiveHost.builder(name).link(link, addresses);
        more.accept(builder);
        LiveHost host = builder.start();
        members.put(name, new Member(host, null, link));
        return host;
    }

    /**
     * Joins a link that faces the kernel, a TAP say, to the segment: hosts here and there are then on one Ethernet.
     *
     * <p>What comes from it meets the weather as if a host of this name had sent it. The network closes it.
     *
     * @throws IllegalArgumentException if the name is taken, or the link carries no Ethernet, or has offloads
     */
    public synchronized void bridge(String name, Link link) {
        requireFree(name);
        LinkAbilities abilities = link.abilities();
        if (!abilities.ethernet() || abilities.checksumOffload() || abilities.superSegmentBytes() > 0) {
            throw new IllegalArgumentException(
                    "a bridge needs a link with Ethernet frames and without offloads, not one with " + abilities);
        }
        WeatherLink port = port();
        var bridge = new Bridge(name, port, link);
        members.put(name, new Member(null, bridge, port));
        bridge.start();
    }

    private void requireFree(String name) {
        if (members.containsKey(name)) {
            throw new IllegalArgumentException("there is a host '" + name + "' already");
        }
    }

    private WeatherLink port() {
        return new WeatherLink(segment.addPort(), postman, new Netem(first, random.split()));
    }

    /** {@return the hosts, in the order they were made} */
    public synchronized List<LiveHost> hosts() {
        return members.values().stream()
                .map(Member::host)
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Changes what befalls the packets that a host sends from now on.
     *
     * @throws IllegalArgumentException if there is no such host
     */
    public void weather(String host, Weather weather) {
        member(host).link.weather(weather);
    }

    /** {@return what befalls the packets that a host sends} */
    public Weather weather(String host) {
        return member(host).link.weather();
    }

    /** Changes what befalls all packets from now on. */
    public synchronized void weather(Weather weather) {
        members.values().forEach(member -> member.link.weather(weather));
    }

    /** {@return how many packets of a host the weather has taken, so far} */
    public long lost(String host) {
        return member(host).link.lost();
    }

    private synchronized Member member(String host) {
        Member member = members.get(host);
        if (member == null) {
            throw new IllegalArgumentException("there is no host '" + host + "', only " + members.keySet());
        }
        return member;
    }

    /** Closes all hosts with their sockets, and bridged links; packets under way are gone. */
    @Override
    public void close() {
        List<Member> all;
        synchronized (this) {
            all = List.copyOf(members.values());
        }
        all.forEach(Member::close);
        postman.close();
    }
}
