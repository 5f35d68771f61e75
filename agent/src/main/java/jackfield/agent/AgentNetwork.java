package jackfield.agent;

import jackfield.engine.EngineSnapshot.EndpointRow;
import jackfield.link.linux.TunTapConfig;
import jackfield.link.linux.TunTapLink;
import jackfield.sim.LiveNetwork;
import jackfield.sim.Weather;
import jackfield.socket.LiveHost;
import jackfield.socket.route.Network;
import jackfield.socket.route.NetworkDescription;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The network the application lives on, from before its main to the end of the process.
 *
 * <pre>
 *   tap, tun:   app ---- device                 one host
 *   tap:        app ---- weather ---- device    if weather is asked for
 *   sim:        client ---- weather ---- app    connects from the one, serves on the other
 * </pre>
 */
final class AgentNetwork {
    private static final String NAME = "jackfield";
    private static final String SERVER = "app";
    private static final String CLIENT = "client";
    private static final long PARTING_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** A closed connection in one of these still has something to tell its peer. */
    private static final Set<String> UNTOLD = Set.of("FIN_WAIT_1", "CLOSING", "LAST_ACK");

    private final List<LiveHost> hosts;

    private AgentNetwork(List<LiveHost> hosts) {
        this.hosts = hosts;
    }

    /**
     * Opens and registers it.
     *
     * @throws jackfield.link.LinkException if a right or the device is missing
     * @throws IllegalArgumentException if the options do not go together
     */
    static AgentNetwork open(AgentOptions options) {
        NetworkDescription network = Network.named(NAME);
        List<LiveHost> hosts;
        if (options.link() == AgentOptions.Kind.SIM) {
            LiveNetwork simulated = LiveNetwork.seeded(options.seed(), options.weather());
            LiveHost server = simulated.host(SERVER, texts(options.addresses()));
            LiveHost client = simulated.host(CLIENT, texts(options.clientAddresses()));
            hosts = List.of(server, client);
            network.host(SERVER, server.sockets(), texts(options.addresses()))
                    .host(CLIENT, client.sockets(), texts(options.clientAddresses()))
                    .defaultHost(CLIENT);
        } else {
            LiveHost host = overDevice(options);
            hosts = List.of(host);
            network.host(SERVER, host.sockets(), texts(options.addresses()));
        }
        network.wildcards(SERVER);
        if (options.takesAll()) {
            network.reaches("0.0.0.0/0", "::/0");
        }
        if (options.takesLoopback()) {
            network.reaches("127.0.0.0/8", "::1");
        }
        options.names()
                .forEach((name, addresses) -> network.name(
                        name, addresses.stream().map(IpAddress::toString).toArray(String[]::new)));
        network.register();
        return new AgentNetwork(hosts);
    }

    private static LiveHost overDevice(AgentOptions options) {
        boolean isTap = options.link() == AgentOptions.Kind.TAP;
        TunTapConfig config = isTap ? TunTapConfig.tap(options.device()) : TunTapConfig.tun(options.device());
        config = config.namespace(options.namespace()).mtu(options.mtu());
        for (IpPrefix peer : options.peerAddresses()) {
            config = config.peerAddress(peer);
        }
        if (!options.weather().equals(Weather.PERFECT)) {
            LiveNetwork segment = LiveNetwork.seeded(options.seed(), options.weather());
            segment.bridge(options.device(), TunTapLink.open(config.offloads(false)));
            return segment.host(SERVER, builder -> addGateways(builder, options), texts(options.addresses()));
        }
        TunTapLink device = TunTapLink.open(config);
        LiveHost.Builder builder = LiveHost.builder(SERVER)
                .link(device, isTap ? device.mac() : MacAddress.NONE, texts(options.addresses()));
        addGateways(builder, options);
        return builder.start();
    }

    private static void addGateways(LiveHost.Builder builder, AgentOptions options) {
        options.gateways().forEach(gateway -> builder.gateway(gateway.toString()));
    }

    private static String[] texts(List<IpPrefix> addresses) {
        return addresses.stream().map(IpPrefix::toString).toArray(String[]::new);
    }

    /**
     * Gives connections that were closed a moment to say so, and to send what was written: with the process their
     * state is gone, which is the kernel's to keep for other programs.
     */
    void part() {
        long end = System.nanoTime() + PARTING_NANOS;
        while (System.nanoTime() < end && hosts.stream().anyMatch(AgentNetwork::hasUntold)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean hasUntold(LiveHost host) {
        return host.linkGone().isEmpty()
                && host.snapshot().endpoints().stream().map(EndpointRow::state).anyMatch(UNTOLD::contains);
    }
}
