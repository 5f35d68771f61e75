package jackfield.socket.route;

import jackfield.socket.SocketLayer;
import jackfield.wire.IpAddress;
import java.util.List;

/**
 * One host of a {@link Network}: its sockets, the addresses that are its own, and the scope in which code runs on it.
 *
 * <p>Within {@link #run} every routed JDK socket is this host's, whatever its address, loopback and wildcard
 * included, as in a network namespace. The scope holds for the calling thread and is inherited by threads born
 * inside, as libraries make their own; a socket keeps the scope it was made in. Scopes nest, the inner one counts.
 * Thread-safe.
 */
public final class NetworkHost {
    private final Network network;
    private final String name;
    private final SocketLayer sockets;
    private final List<IpAddress> addresses;

    NetworkHost(Network network, String name, SocketLayer sockets, List<IpAddress> addresses) {
        this.network = network;
        this.name = name;
        this.sockets = sockets;
        this.addresses = List.copyOf(addresses);
    }

    /** {@return the network it is a host of} */
    public Network network() {
        return network;
    }

    /** {@return its name, which the resolver knows too} */
    public String name() {
        return name;
    }

    /** {@return its own socket calls} */
    public SocketLayer sockets() {
        return sockets;
    }

    /** {@return the addresses that are its own} */
    public List<IpAddress> addresses() {
        return addresses;
    }

    /**
     * Runs something on this host.
     *
     * @throws IllegalStateException if its network is closed
     */
    public void run(Runnable action) {
        call(() -> {
            action.run();
            return this;
        });
    }

    /**
     * Runs something on this host.
     *
     * @return what it answers
     * @throws IllegalStateException if its network is closed
     * @throws X as it does
     */
    public <R, X extends Throwable> R call(ScopedValue.CallableOp<? extends R, X> action) throws X {
        if (network.isClosed()) {
            throw new IllegalStateException("the network " + network.name() + " is closed, nothing runs in it");
        }
        return Scope.call(this, action);
    }

    @Override
    public String toString() {
        return "host " + name + " of the network " + network.name();
    }
}
