package jackfield.conformance.clients;

import jackfield.sim.LiveNetwork;
import jackfield.socket.LiveHost;
import jackfield.socket.nio.LayerProvider;
import jackfield.socket.route.Network;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.Callable;

/**
 * Two hosts on a network of ours on which unmodified software runs: servers on one, clients on the other.
 *
 * <p>The JVM's sockets are routed: what runs {@link #onServer} or {@link #onClient} gets that host's. Threads that
 * libraries keep for all their users know no scope; they are the client's, unless they bind to the server's address.
 */
final class Lab implements AutoCloseable {
    /** Weather that does nothing. */
    static final String PERFECT = "";

    /** Weather of a bad line, both ways. */
    static final String LOSSY = "delay 20ms loss 2%";

    /** The server's address. */
    static final String SERVER = "10.77.0.2";

    private static final String CLIENT = "10.77.0.1";

    private final LiveNetwork hosts;
    private final Network network;
    private final LiveHost server;
    private final LiveHost client;

    /** Makes the network. */
    Lab(String weather) {
        Routed.jvm();
        hosts = LiveNetwork.of(weather);
        client = hosts.host("client", CLIENT + "/24", "fd77::1/64");
        server = hosts.host("server", SERVER + "/24", "fd77::2/64");
        network = Network.named("lab")
                .host("client", client.sockets(), CLIENT + "/24", "fd77::1/64")
                .host("server", server.sockets(), SERVER + "/24", "fd77::2/64")
                .defaultHost("client")
                .register();
    }

    /** {@return the host that servers run on} */
    LiveHost server() {
        return server;
    }

    /** {@return the host that clients run on} */
    LiveHost client() {
        return client;
    }

    /** {@return channels of the server's host} */
    SelectorProvider serverProvider() {
        return LayerProvider.of(server.sockets());
    }

    /** {@return channels of the client's host} */
    SelectorProvider clientProvider() {
        return LayerProvider.of(client.sockets());
    }

    /** Runs something on the server's host. {@return its answer} */
    <T> T onServer(Callable<T> work) throws Exception {
        return network.host("server").call(work::call);
    }

    /** Runs something on the client's host. {@return its answer} */
    <T> T onClient(Callable<T> work) throws Exception {
        return network.host("client").call(work::call);
    }

    @Override
    public void close() {
        Routed.close(network);
        hosts.close();
    }
}
