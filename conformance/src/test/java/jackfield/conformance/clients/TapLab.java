package jackfield.conformance.clients;

import jackfield.conformance.interop.KernelHost;
import jackfield.link.linux.TunTapConfig;
import jackfield.link.linux.TunTapLink;
import jackfield.sim.LiveNetwork;
import jackfield.socket.LiveHost;
import jackfield.socket.route.Network;
import jackfield.wire.IpPrefix;
import java.util.concurrent.Callable;

/**
 * A host of ours for unmodified clients, and the kernel's for real servers, on one Ethernet with weather.
 *
 * <pre>
 *   client 10.9.0.2 - weather - segment in memory - weather - bridge - TAP - kernel 10.9.0.1 in a namespace
 * </pre>
 */
final class TapLab implements AutoCloseable {
    /** The kernel's address. */
    static final String SERVER = KernelHost.KERNEL4;

    private static final String CLIENT = "10.9.0.2/24";

    private final KernelHost kernel = new KernelHost();
    private final LiveNetwork hosts;
    private final LiveHost client;
    private final Network network;

    /** Makes both, or skips the test where that cannot be done. */
    TapLab(String weather) {
        Routed.jvm();
        hosts = LiveNetwork.of(weather);
        client = hosts.host("client", CLIENT);
        hosts.bridge(
                "kernel",
                TunTapLink.open(TunTapConfig.tap("tap0")
                        .namespace(kernel.namespace().name())
                        .peerAddress(IpPrefix.parse(SERVER + "/24"))
                        .offloads(false)));
        network = Network.named("tap")
                .host("client", client.sockets(), CLIENT)
                .name("server", SERVER)
                .register();
    }

    /** {@return where real servers run} */
    KernelHost kernel() {
        return kernel;
    }

    /** {@return the host that clients run on} */
    LiveHost client() {
        return client;
    }

    /** Runs something on the client's host. {@return its answer} */
    <T> T onClient(Callable<T> work) throws Exception {
        return network.host("client").call(work::call);
    }

    @Override
    public void close() {
        Routed.close(network);
        hosts.close();
        kernel.close();
    }
}
