package jackfield.socket.dns;

import static java.net.spi.InetAddressResolver.LookupPolicy.IPV4;
import static java.net.spi.InetAddressResolver.LookupPolicy.IPV4_FIRST;
import static java.net.spi.InetAddressResolver.LookupPolicy.IPV6;
import static java.net.spi.InetAddressResolver.LookupPolicy.IPV6_FIRST;

import jackfield.socket.route.Network;
import jackfield.socket.route.NetworkHost;
import jackfield.socket.route.Networks;
import jackfield.wire.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Resolves the names of registered networks, and leaves all others to another resolver.
 *
 * <p>In the scope of a network its names come first. Outside of scopes a name that several networks know has the
 * addresses of all, in the order in which the networks were registered, so that forward and reverse agree. What a
 * network knows, or has the addresses of, is never asked elsewhere. Thread-safe.
 */
public final class NameResolver implements InetAddressResolver {
    private final InetAddressResolver others;

    /** Makes one that leaves to {@code others} what no network knows. */
    public NameResolver(InetAddressResolver others) {
        this.others = others;
    }

    /**
     * {@return the resolver for a JVM: the networks' names first, then the platform's}
     *
     * <p>Takes the keeping of answers over from the JDK, whose cache knows no scopes: a network's names hold and end
     * at once, the platform's answers are kept as long as before.
     */
    public static NameResolver inFrontOf(InetAddressResolver builtin) {
        return new NameResolver(new CachingResolver(builtin, CachingPolicy.takenOver(), System::nanoTime));
    }

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
        List<IpAddress> known = addressesOf(host);
        if (known.isEmpty()) {
            return others.lookupByName(host, policy);
        }
        List<InetAddress> wanted = new ArrayList<>();
        for (IpAddress address : ordered(known, policy.characteristics())) {
            wanted.add(InetAddress.getByAddress(host, address.toBytes()));
        }
        if (wanted.isEmpty()) {
            throw new UnknownHostException(host + ": No address associated with hostname");
        }
        return wanted.stream();
    }

    private static List<IpAddress> addressesOf(String host) {
        Optional<Network> scope = Networks.scope().map(NetworkHost::network);
        List<IpAddress> first =
                scope.map(network -> network.names().addressesOf(host)).orElse(List.of());
        if (!first.isEmpty()) {
            return first;
        }
        Set<IpAddress> all = new LinkedHashSet<>();
        Networks.registered().forEach(network -> all.addAll(network.names().addressesOf(host)));
        return List.copyOf(all);
    }

    /** {@return those of the families asked for, the preferred family first} */
    private static List<IpAddress> ordered(List<IpAddress> known, int asked) {
        List<IpAddress> ipv4 = (asked & IPV4) == 0
                ? List.of()
                : known.stream().filter(IpAddress::isIpv4).toList();
        List<IpAddress> ipv6 = (asked & IPV6) == 0
                ? List.of()
                : known.stream().filter(address -> !address.isIpv4()).toList();
        if ((asked & IPV4_FIRST) != 0) {
            return joined(ipv4, ipv6);
        }
        if ((asked & IPV6_FIRST) != 0) {
            return joined(ipv6, ipv4);
        }
        List<IpAddress> asGiven = new ArrayList<>(known);
        asGiven.retainAll(joined(ipv4, ipv6));
        return asGiven;
    }

    private static List<IpAddress> joined(List<IpAddress> first, List<IpAddress> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Override
    public String lookupByAddress(byte[] bytes) throws UnknownHostException {
        if (bytes.length != 4 && bytes.length != 16) {
            throw new IllegalArgumentException("Invalid address length");
        }
        IpAddress address = IpAddress.of(bytes);
        Optional<String> name = nameOf(address);
        if (name.isPresent()) {
            return name.get();
        }
        // The platform would ask the real world for an address that is not of it, and wait for an answer.
        if (!address.isLoopback() && Networks.registered().stream().anyMatch(network -> network.owns(address))) {
            throw new UnknownHostException(address.toString());
        }
        return others.lookupByAddress(bytes);
    }

    private static Optional<String> nameOf(IpAddress address) {
        Stream<Network> scope = Networks.scope().map(NetworkHost::network).stream();
        return Stream.concat(scope, Networks.registered().stream())
                .flatMap(network -> network.names().nameOf(address).stream())
                .findFirst();
    }
}
