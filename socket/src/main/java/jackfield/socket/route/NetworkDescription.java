package jackfield.socket.route;

import jackfield.socket.SocketLayer;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link Network} before it is registered. Used by one thread; each call refuses what makes no sense with
 * an {@link IllegalArgumentException} and then changes nothing.
 */
public final class NetworkDescription {
    private static final Pattern NAME = Pattern.compile("(?=.*[^0-9.])[\\p{L}\\p{N}_-]+(\\.[\\p{L}\\p{N}_-]+)*\\.?");

    private record Described(String name, SocketLayer sockets, List<IpAddress> addresses) {}

    private final String name;
    private final List<Described> hosts = new ArrayList<>();
    private final Set<IpPrefix> prefixes = new LinkedHashSet<>();
    private final Map<String, List<IpAddress>> names = new LinkedHashMap<>();
    private boolean takesWildcards;
    private @Nullable String chosenHost;
    private @Nullable String listener;

    NetworkDescription(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a network needs a name");
        }
        this.name = name;
    }

    /**
     * Adds a host, and its name to the network's names.
     *
     * @param addresses its own, {@code 10.0.0.1/24} say; with a prefix the whole of it lies in the network
     */
    public NetworkDescription host(String hostName, SocketLayer sockets, String... addresses) {
        List<IpPrefix> own = List.of(addresses).stream().map(IpPrefix::parse).toList();
        requireName(hostName);
        if (own.isEmpty()) {
            throw new IllegalArgumentException("the host " + hostName + " of the network " + name + " has no address");
        }
        for (Described other : hosts) {
            if (other.name.equals(hostName)) {
                throw new IllegalArgumentException("the network " + name + " has two hosts " + hostName);
            }
            for (IpPrefix address : own) {
                if (other.addresses.contains(address.address())) {
                    throw new IllegalArgumentException("the hosts " + other.name + " and " + hostName
                            + " of the network " + name + " both have the address " + address.address());
                }
            }
        }
        hosts.add(new Described(
                hostName, sockets, own.stream().map(IpPrefix::address).toList()));
        own.forEach(address -> {
            prefixes.add(address.network());
            addName(hostName, address.address());
        });
        return this;
    }

    /**
     * Adds prefixes that lie in the network though no host has an address there, behind a gateway say.
     *
     * <p>{@code 0.0.0.0/0} and {@code ::/0} claim what no other network claims, loopback excepted.
     */
    public NetworkDescription reaches(String... more) {
        List.of(more).stream().map(IpPrefix::parse).map(IpPrefix::network).forEach(prefixes::add);
        return this;
    }

    /** Has sockets that are bound to no address, and connect nowhere, belong to this network; one network may. */
    public NetworkDescription wildcards() {
        takesWildcards = true;
        return this;
    }

    /**
     * {@link #wildcards()}, and servers bound to no address are of this host, as is loopback if it is reached; others
     * stay with the default host. So a program that is its own client speaks from one host to another.
     */
    public NetworkDescription wildcards(String hostName) {
        requireHost(hostName);
        listener = hostName;
        return wildcards();
    }

    /** Gives addresses a name more. */
    public NetworkDescription name(String hostName, String... addresses) {
        List<IpAddress> all = List.of(addresses).stream().map(IpAddress::parse).toList();
        requireName(hostName);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("the name " + hostName + " has no address");
        }
        all.forEach(address -> addName(hostName, address));
        return this;
    }

    private static void requireName(String hostName) {
        // A text of digits and dots alone is an address to the JDK and never reaches a resolver.
        if (!NAME.matcher(hostName).matches()) {
            throw new IllegalArgumentException("'" + hostName + "' is not a host name");
        }
    }

    private void addName(String hostName, IpAddress address) {
        List<IpAddress> known = names.computeIfAbsent(NetworkNames.canonical(hostName), any -> new ArrayList<>());
        if (!known.contains(address)) {
            known.add(address);
        }
    }

    /** Chooses the host that sockets without a scope belong to; a network with one host needs no choice. */
    public NetworkDescription defaultHost(String hostName) {
        requireHost(hostName);
        chosenHost = hostName;
        return this;
    }

    private void requireHost(String hostName) {
        if (hosts.stream().noneMatch(host -> host.name.equals(hostName))) {
            throw new IllegalArgumentException("the network " + name + " has no host " + hostName);
        }
    }

    /**
     * {@return the network, from now on known to the whole JVM}
     *
     * @throws IllegalArgumentException if it has no host, or if its name or an address is another network's
     */
    public Network register() {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("the network " + name + " has no host");
        }
        return Networks.add(new Network(this));
    }

    String name() {
        return name;
    }

    List<NetworkHost> hosts(Network network) {
        return hosts.stream()
                .map(host -> new NetworkHost(network, host.name, host.sockets, host.addresses))
                .toList();
    }

    Claims claims() {
        return new Claims(List.copyOf(prefixes), takesWildcards);
    }

    NetworkNames names() {
        return new NetworkNames(names);
    }

    Optional<String> listener() {
        return Optional.ofNullable(listener);
    }

    Optional<String> chosenHost() {
        return Optional.ofNullable(chosenHost);
    }
}
