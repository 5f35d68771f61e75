package jackfield.cli.command;

import jackfield.engine.EngineSnapshot.EndpointRow;
import jackfield.link.Link;
import jackfield.link.capture.Capture;
import jackfield.link.linux.TunTapConfig;
import jackfield.link.linux.TunTapLink;
import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryNetwork;
import jackfield.socket.LiveHost;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Opens networks of our own stack: over a device of the kernel, or with a second host in memory. Used once. */
final class LiveNetwork {
    /** The first interface after the loopback. */
    private static final int INTERFACE = 1;

    private static final String NAME = "jackfield";
    private static final long PARTING_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** A closed connection in one of these still has something to tell its peer. */
    private static final Set<String> UNTOLD = Set.of("FIN_WAIT_1", "CLOSING", "LAST_ACK", "CLOSE_WAIT", "ESTABLISHED");

    private final Console console;
    private final List<IpPrefix> addresses;
    private final List<IpAddress> gateways;
    private final @Nullable Path captureFile;
    private final RandomGenerator random;

    /** Makes one; {@code captureFile} null for none, {@code seed} null for the system's randomness. */
    LiveNetwork(
            Console console,
            List<IpPrefix> addresses,
            List<IpAddress> gateways,
            @Nullable Path captureFile,
            @Nullable Long seed) {
        this.console = console;
        this.addresses = addresses;
        this.gateways = gateways;
        this.captureFile = captureFile;
        random = seed == null ? new SecureRandom() : new SplittableRandom(seed);
    }

    /** Opens a device of the kernel. */
    Network overDevice(TunTapConfig config) {
        var closing = new ArrayList<Runnable>();
        try {
            TunTapLink device = TunTapLink.open(config);
            closing.addFirst(device::close);
            MacAddress mac = config.ethernet() ? device.mac() : MacAddress.NONE;
            return network(captured(device, device.name(), closing), device.name(), mac, closing);
        } catch (RuntimeException e) {
            closing.forEach(Runnable::run);
            throw e;
        }
    }

    /** Opens a network in memory, and starts the host at its other end. */
    Network inMemory(List<IpPrefix> peerAddresses, MacAddress chosenMac, int mtu) {
        MemoryConfig config = MemoryConfig.ofEthernet();
        if (mtu != 0) {
            config = config.mtu(mtu);
        }
        // A capture is looked at with tools that complain about checksums left out.
        List<? extends Link> ends = MemoryNetwork.pair(captureFile == null ? config : config.checksums(true));
        var closing = new ArrayList<Runnable>();
        try {
            // Each host has a source of its own: they draw at the same time.
            LiveHost peer = LiveHost.builder("peer")
                    .random(new SplittableRandom(random.nextLong()))
                    .link(ends.getLast(), texts(peerAddresses))
                    .start();
            closing.addFirst(peer::close);
            closing.addFirst(new MemoryPeer(console, peer.sockets()).start()::close);
            MacAddress mac = chosenMac.equals(MacAddress.NONE)
                    ? new MacAddress(random.nextLong() & 0xFCFF_FFFF_FFFFL | 0x0200_0000_0000L)
                    : chosenMac;
            return network(captured(ends.getFirst(), "eth0", closing), "eth0", mac, closing);
        } catch (RuntimeException e) {
            closing.forEach(Runnable::run);
            throw e;
        }
    }

    private Link captured(Link link, String name, List<Runnable> closing) {
        if (captureFile == null) {
            return link;
        }
        Capture capture =
                Capture.to(captureFile, failure -> console.talk("the capture ends here: " + failure.getMessage()));
        closing.addLast(() -> {
            capture.close();
            if (capture.dropped() > 0) {
                console.talk("the capture lacks " + capture.dropped() + " packets");
            }
        });
        return capture.around(link, name);
    }

    private Network network(Link link, String interfaceName, MacAddress mac, List<Runnable> closing) {
        LiveHost.Builder builder = LiveHost.builder(NAME).random(random).link(link, mac, texts(addresses));
        for (IpAddress gateway : gateways) {
            builder.gateway(gateway.toString());
        }
        LiveHost host = builder.start();
        closing.addFirst(() -> {
            part(host);
            host.linkGone().ifPresent(gone -> console.talk(String.valueOf(gone.getMessage())));
            host.close();
        });
        var network = new Network(host.sockets(), INTERFACE, interfaceName, mac, addresses);
        closing.reversed().forEach(network::onClose);
        return network;
    }

    private static String[] texts(List<IpPrefix> addresses) {
        return addresses.stream().map(IpPrefix::toString).toArray(String[]::new);
    }

    /** Gives connections that were closed a moment to tell their peers so: with the process their state is gone. */
    private static void part(LiveHost host) {
        long end = System.nanoTime() + PARTING_NANOS;
        while (host.linkGone().isEmpty()
                && System.nanoTime() < end
                && host.snapshot().endpoints().stream().map(EndpointRow::state).anyMatch(UNTOLD::contains)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
