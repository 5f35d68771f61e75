package jackfield.socket.route;

import jackfield.wire.IpAddress;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The networks of this JVM, and the one question: whose is a socket?
 *
 * <pre>
 *   1  the scope it was made in        whatever the address
 *   2  the scope of the calling thread
 *   3  its address                     own address of a host; a prefix of a network; a default route
 *   4  the platform
 * </pre>
 *
 * <p>Empty, and then everything is the platform's, until {@link NetworkDescription#register}. Thread-safe.
 */
public final class Networks {
    private static final AtomicReference<List<Network>> REGISTERED = new AtomicReference<>(List.of());

    private Networks() {}

    /** {@return the networks, in the order in which they were registered} */
    public static List<Network> registered() {
        return REGISTERED.get();
    }

    static Network add(Network network) {
        while (true) {
            List<Network> known = REGISTERED.get();
            known.forEach(other -> requireApart(other, network));
            var all = new ArrayList<>(known);
            all.add(network);
            if (REGISTERED.compareAndSet(known, List.copyOf(all))) {
                return network;
            }
        }
    }

    private static void requireApart(Network known, Network added) {
        if (known.name().equals(added.name())) {
            throw new IllegalArgumentException("a network " + added.name() + " is registered already");
        }
        known.claims().overlap(added.claims()).ifPresent(both -> {
            throw new IllegalArgumentException("the networks " + known.name() + " and " + added.name() + " both claim "
                    + both + ", which can belong to one only");
        });
    }

    static void remove(Network network) {
        REGISTERED.updateAndGet(
                known -> known.stream().filter(other -> other != network).toList());
    }

    /**
     * {@return the host in whose scope the calling thread runs}
     *
     * <p>To be asked when a socket is made, and given back when it is decided where it goes.
     */
    public static Optional<NetworkHost> scope() {
        return Scope.current();
    }

    /**
     * {@return the host whose socket connects or sends to an address; none if that is the platform's}
     *
     * @param birth the {@link #scope} in which the socket was made
     * @throws SocketException if the scope's network is closed, or it is not known from which host the address is
     *     to be reached
     */
    public static Optional<NetworkHost> towards(Optional<NetworkHost> birth, InetAddress address)
            throws SocketException {
        Optional<NetworkHost> scope = scope(birth);
        List<Network> networks = REGISTERED.get();
        if (scope.isPresent() || networks.isEmpty()) {
            return scope;
        }
        IpAddress to = IpAddress.of(address.getAddress());
        // Connecting to the wildcard address means this very host.
        IpAddress there = to.isAny() ? loopback(to) : to;
        Optional<Network> found = owner(networks, there);
        return found.isPresent() ? Optional.of(reached(found.get(), there)) : Optional.empty();
    }

    private static IpAddress loopback(IpAddress any) {
        return any.isIpv4() ? IpAddress.LOOPBACK_IPV4 : IpAddress.LOOPBACK_IPV6;
    }

    /**
     * {@return the host whose socket is bound to an address; none if that is the platform's}
     *
     * @param birth the {@link #scope} in which the socket was made
     * @param serves whether it will listen, or is a datagram socket with a port of its choice: where a network has a
     *     host for those, it is that one's
     * @throws SocketException if the scope's network is closed, or it is not known which host is meant
     */
    public static Optional<NetworkHost> at(Optional<NetworkHost> birth, InetAddress address, boolean serves)
            throws SocketException {
        Optional<NetworkHost> scope = scope(birth);
        List<Network> networks = REGISTERED.get();
        if (scope.isPresent() || networks.isEmpty()) {
            return scope;
        }
        IpAddress local = IpAddress.of(address.getAddress());
        if (local.isAny()) {
            Optional<Network> taker = networks.stream()
                    .filter(network -> network.claims().takesWildcards())
                    .findFirst();
            if (taker.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    serves ? taker.get().listener(local) : taker.get().source(local));
        }
        for (Network network : networks) {
            Optional<NetworkHost> owner = network.owner(local);
            if (owner.isPresent()) {
                return owner;
            }
        }
        Optional<Network> specific = specific(networks, local);
        return specific.isPresent() ? Optional.of(reached(specific.get(), local)) : Optional.empty();
    }

    /** A loopback address is where the servers are. */
    private static NetworkHost reached(Network network, IpAddress address) throws SocketException {
        return address.isLoopback() ? network.listener(address) : network.source(address);
    }

    /** {@return the network in one of whose prefixes an address lies, default routes not counted} */
    public static Optional<Network> ownerOf(InetAddress address) {
        return specific(REGISTERED.get(), IpAddress.of(address.getAddress()));
    }

    private static Optional<NetworkHost> scope(Optional<NetworkHost> birth) throws SocketException {
        Optional<NetworkHost> scope = birth.isPresent() ? birth : Scope.current();
        if (scope.isPresent() && scope.get().network().isClosed()) {
            throw new SocketException(
                    "the " + scope.get() + " cannot be used: that network is closed, and this socket is in its scope");
        }
        return scope;
    }

    private static Optional<Network> owner(List<Network> networks, IpAddress address) {
        return specific(networks, address)
                .or(() -> networks.stream()
                        .filter(network -> network.claims().isByDefault(address))
                        .findFirst());
    }

    private static Optional<Network> specific(List<Network> networks, IpAddress address) {
        return networks.stream()
                .filter(network -> network.claims().isSpecific(address))
                .findFirst();
    }
}
