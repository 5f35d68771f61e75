package jackfield.socket.route;

import jackfield.wire.IpAddress;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/**
 * A registered network: hosts of ours, the addresses that lie in it, and the names of those.
 *
 * <pre>
 *   try (Network lab = Network.named("lab")
 *           .host("client", client.sockets(), "10.0.0.1/24")
 *           .host("db", server.sockets(), "10.0.0.2/24")
 *           .defaultHost("client")
 *           .register()) {
 *       lab.host("db").run(() -> startServer());           // everything inside runs on the host db
 *       new URI("http://db:8080/").toURL().openStream();   // by its address, from the default host
 *   }
 * </pre>
 *
 * <p>An address belongs to one network only. A socket that is bound to a host's own address is that host's; one that
 * connects to another address of the network without a scope is the {@link #defaultHost}'s. Lives from {@link
 * NetworkDescription#register} to {@link #close}, which must be called. Thread-safe.
 */
public final class Network implements AutoCloseable {
    private final String name;
    private final List<NetworkHost> hosts;
    private final Claims claims;
    private final NetworkNames names;
    private final Optional<NetworkHost> defaultHost;
    private final Optional<NetworkHost> listener;
    private final OpenSockets open = new OpenSockets();
    private volatile boolean isClosed;

    Network(NetworkDescription description) {
        name = description.name();
        hosts = description.hosts(this);
        claims = description.claims();
        names = description.names();
        defaultHost = description.chosenHost().map(this::host).or(this::onlyHost);
        listener = description.listener().map(this::host);
    }

    private Optional<NetworkHost> onlyHost() {
        return hosts.size() == 1 ? Optional.of(hosts.getFirst()) : Optional.empty();
    }

    /** {@return a network to be described; two that are registered at once have different names} */
    public static NetworkDescription named(String name) {
        return new NetworkDescription(name);
    }

    /** {@return its name} */
    public String name() {
        return name;
    }

    /** {@return its hosts, in the order in which they were described} */
    public List<NetworkHost> hosts() {
        return hosts;
    }

    /**
     * {@return one of its hosts}
     *
     * @throws IllegalArgumentException if it has none of this name
     */
    public NetworkHost host(String hostName) {
        return hosts.stream()
                .filter(host -> host.name().equals(hostName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the network " + name + " has no host " + hostName));
    }

    /** {@return the host that sockets without a scope belong to: the one chosen, or the only one} */
    public Optional<NetworkHost> defaultHost() {
        return defaultHost;
    }

    /** Runs something on the default host, see {@link NetworkHost#run}. */
    public void run(Runnable action) {
        hostForScope().run(action);
    }

    /** Runs something on the default host, see {@link NetworkHost#call}. */
    public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> action) throws X {
        return hostForScope().call(action);
    }

    private NetworkHost hostForScope() {
        return defaultHost.orElseThrow(() -> new IllegalStateException(withoutHost()));
    }

    /** {@return the host whose own address this is} */
    Optional<NetworkHost> owner(IpAddress address) {
        return hosts.stream().filter(host -> host.addresses().contains(address)).findFirst();
    }

    /** {@return the host from which an address of this network is reached without a scope} */
    NetworkHost source(IpAddress towards) throws SocketException {
        return defaultHost.orElseThrow(
                () -> new SocketException(towards + " lies in the network " + name + ", and " + withoutHost()));
    }

    /** {@return the host of servers that are bound to no address} */
    NetworkHost listener(IpAddress address) throws SocketException {
        return listener.isPresent() ? listener.get() : source(address);
    }

    private String withoutHost() {
        return "the network " + name + " has " + hosts.size()
                + " hosts and no default one: name it with defaultHost(...), or run inside host(...).run(...)";
    }

    Claims claims() {
        return claims;
    }

    /** {@return the names of its hosts and those that were added} */
    public NetworkNames names() {
        return names;
    }

    /** {@return whether a network-wide answer about this address is ours to give: it lies in a prefix of ours} */
    public boolean owns(IpAddress address) {
        return claims.isSpecific(address);
    }

    /**
     * Notes an open socket of this network.
     *
     * @param api the JDK's class it stands for
     * @param address for the list of {@link #openSockets}
     * @return to be run when it is closed
     */
    public Runnable opened(String api, String address) {
        return open.add(api, address);
    }

    /** {@return the routed sockets that are open, in the order in which they were opened} */
    public List<OpenedSocket> openSockets() {
        return open.list();
    }

    /** {@return whether {@link #close} was called} */
    public boolean isClosed() {
        return isClosed;
    }

    /**
     * Forgets this network: its addresses and names are the platform's again, and whoever is still in a scope of it
     * gets no socket. Its hosts live on; they are their makers' to close.
     *
     * @throws IllegalStateException if routed sockets are still open; lists them, each with the place that opened it
     *     as a suppressed exception. The network is closed all the same
     */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        Networks.remove(this);
        List<OpenedSocket> left = openSockets();
        if (!left.isEmpty()) {
            var leak = new IllegalStateException(
                    "the network " + name + " was closed and " + left.size() + " of its sockets are open: " + left);
            left.forEach(socket -> leak.addSuppressed(socket.openedAt()));
            throw leak;
        }
    }

    @Override
    public String toString() {
        return "network " + name + " " + hosts.stream().map(NetworkHost::name).toList();
    }
}
