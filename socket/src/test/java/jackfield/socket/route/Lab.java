package jackfield.socket.route;

import jackfield.socket.LiveHost;
import jackfield.wire.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Hosts for tests of routing, and networks that are closed with them. */
public final class Lab implements AutoCloseable {
    private final List<LiveHost> hosts = new ArrayList<>();
    private final List<Network> networks = new ArrayList<>();

    /** A lab without hosts. */
    public Lab() {}

    /** {@return a host without a link: it has its loopback interface} */
    public LiveHost host(String name) {
        LiveHost host = LiveHost.builder(name).random(new SplittableRandom(7)).start();
        hosts.add(host);
        return host;
    }

    /** Registers a network for the length of the test. */
    public Network register(NetworkDescription description) {
        Network network = description.register();
        networks.add(network);
        return network;
    }

    /** {@return a network with one host of its name} */
    public Network single(String name, String... addresses) {
        return register(Network.named(name).host(name, host(name).sockets(), addresses));
    }

    /** {@return the address of a literal} */
    public static InetAddress ip(String literal) {
        try {
            return InetAddress.getByAddress(IpAddress.parse(literal).toBytes());
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        networks.forEach(Network::close);
        hosts.forEach(LiveHost::close);
    }
}
