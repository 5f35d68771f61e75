package jackfield.cli.command;

import jackfield.link.linux.TunTapConfig;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which network a command uses: the options all commands share, what goes together, and the way to open it. */
final class NetworkOptions {
    private static final List<IpPrefix> OWN_DEFAULT =
            List.of(IpPrefix.parse("10.0.0.1/24"), IpPrefix.parse("fd00::1/64"));
    private static final List<IpPrefix> PEER_DEFAULT =
            List.of(IpPrefix.parse("10.0.0.2/24"), IpPrefix.parse("fd00::2/64"));

    @Option(
            names = "--link",
            paramLabel = "LINK",
            converter = LinkName.Reader.class,
            description = {
                "memory: our stack and, in this process, a second host at 10.0.0.2 and fd00::2 with echo at port 7"
                        + " (TCP and UDP) and discard at port 9; needs no rights.",
                "kernel: the operating system's sockets; the default.",
                "tap:NAME, tun:NAME: our stack over a Linux TAP (Ethernet) or TUN (IP) device; needs CAP_NET_ADMIN,"
                        + " or a device made for the user."
            })
    private LinkName link = new LinkName(LinkName.Kind.KERNEL, "");

    @Option(
            names = "--address",
            paramLabel = "ADDRESS/LENGTH",
            converter = Readers.Prefix.class,
            description = "An address of ours, such as 10.9.0.2/24; may be repeated, IPv4 and IPv6.")
    private List<IpPrefix> addresses = new ArrayList<>();

    @Option(
            names = "--gateway",
            paramLabel = "ADDRESS",
            converter = Readers.Address.class,
            description = "Where everything else goes; one of IPv4, one of IPv6.")
    private List<IpAddress> gateways = new ArrayList<>();

    @Option(
            names = "--peer-address",
            paramLabel = "ADDRESS/LENGTH",
            converter = Readers.Prefix.class,
            description =
                    "An address for the other side, the kernel's or the second host's, which is brought up with it;"
                            + " may be repeated.")
    private List<IpPrefix> peerAddresses = new ArrayList<>();

    @Option(
            names = "--mac",
            paramLabel = "MAC",
            converter = Readers.Mac.class,
            description = "Our hardware address; one made up if left out.")
    private MacAddress mac = MacAddress.NONE;

    @Option(names = "--mtu", paramLabel = "BYTES", description = "The device's longest IP packet.")
    private int mtu;

    @Option(names = "--no-offload", description = "Do not ask the device for super-segments and partial checksums.")
    private boolean withoutOffload;

    @Option(
            names = "--netns",
            paramLabel = "NAME",
            description = "The device is in this network namespace, made by 'ip netns add'.")
    private String namespace = "";

    @Option(names = "--pcapng", paramLabel = "FILE", description = "Write what goes over the link to a capture file.")
    private @Nullable Path capture; // null: none wanted

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Where our stack's random numbers begin.")
    private @Nullable Long seed; // null: the system's own randomness

    NetworkOptions() {}

    LinkName link() {
        return link;
    }

    boolean isEthernet() {
        return link.kind() == LinkName.Kind.TAP || link.kind() == LinkName.Kind.MEMORY;
    }

    /** Says what does not go together. */
    void check() {
        switch (link.kind()) {
            case KERNEL -> refuseForKernel();
            case MEMORY -> checkMemory();
            case TAP, TUN -> checkDevice();
        }
        for (IpAddress gateway : gateways) {
            if (addresses.stream()
                    .noneMatch(own -> own.contains(gateway) && !own.address().equals(gateway))) {
                throw CommandException.usage("the gateway " + gateway + " is in the network of no --address");
            }
        }
        if (gateways.stream().filter(IpAddress::isIpv4).count() > 1
                || gateways.stream().filter(gateway -> !gateway.isIpv4()).count() > 1) {
            throw CommandException.usage("there is one --gateway of IPv4 and one of IPv6, not more");
        }
    }

    private void refuseForKernel() {
        List<String> ours = new ArrayList<>();
        add(ours, !addresses.isEmpty(), "--address");
        add(ours, !gateways.isEmpty(), "--gateway");
        add(ours, !peerAddresses.isEmpty(), "--peer-address");
        add(ours, !mac.equals(MacAddress.NONE), "--mac");
        add(ours, mtu != 0, "--mtu");
        add(ours, withoutOffload, "--no-offload");
        add(ours, !namespace.isEmpty(), "--netns");
        add(ours, capture != null, "--pcapng");
        add(ours, seed != null, "--seed");
        if (!ours.isEmpty()) {
            throw CommandException.usage("the kernel's own sockets take no " + String.join(", ", ours)
                    + ": choose --link memory, tap:NAME or tun:NAME");
        }
    }

    private static void add(List<String> names, boolean isGiven, String name) {
        if (isGiven) {
            names.add(name);
        }
    }

    private void checkMemory() {
        if (addresses.isEmpty() != peerAddresses.isEmpty()) {
            throw CommandException.usage(
                    "--link memory takes both --address and --peer-address, or neither for 10.0.0.1 and 10.0.0.2");
        }
        if (withoutOffload || !namespace.isEmpty()) {
            throw CommandException.usage("--no-offload and --netns are for --link tap:NAME and tun:NAME");
        }
    }

    private void checkDevice() {
        if (addresses.isEmpty()) {
            throw CommandException.usage("--link " + link + " needs an --address of ours, such as 10.9.0.2/24");
        }
        if (link.kind() == LinkName.Kind.TUN && !mac.equals(MacAddress.NONE)) {
            throw CommandException.usage("a TUN carries bare IP packets and takes no --mac");
        }
        for (IpPrefix peer : peerAddresses) {
            if (addresses.stream().anyMatch(own -> own.address().equals(peer.address()))) {
                throw CommandException.usage("--address and --peer-address are both " + peer.address());
            }
        }
    }

    /** Says that a server in memory would wait for nobody. */
    void refuseMemory(String command) {
        if (link.kind() == LinkName.Kind.MEMORY) {
            throw CommandException.usage("nobody could reach '" + command
                    + "' over --link memory, whose second host only answers: use kernel, tap:NAME or tun:NAME");
        }
    }

    /**
     * Opens the network, which must have passed {@link #check}.
     *
     * @throws jackfield.link.LinkException if a right or the device is missing
     */
    Network open(Console console) {
        return switch (link.kind()) {
            case KERNEL -> kernel();
            case MEMORY ->
                live(console, addresses.isEmpty() ? OWN_DEFAULT : addresses)
                        .inMemory(peerAddresses.isEmpty() ? PEER_DEFAULT : peerAddresses, mac, mtu);
            case TAP, TUN -> live(console, addresses).overDevice(device());
        };
    }

    private static Network kernel() {
        try {
            return Network.kernel();
        } catch (UnsupportedOperationException e) {
            throw CommandException.failure("--link kernel works on Linux only: choose --link memory");
        }
    }

    private LiveNetwork live(Console console, List<IpPrefix> own) {
        return new LiveNetwork(console, own, gateways, capture, seed);
    }

    private TunTapConfig device() {
        try {
            boolean isTap = link.kind() == LinkName.Kind.TAP;
            TunTapConfig config = isTap ? TunTapConfig.tap(link.device()) : TunTapConfig.tun(link.device());
            config = config.mac(mac).namespace(namespace).mtu(mtu).offloads(!withoutOffload);
            for (IpPrefix peer : peerAddresses) {
                config = config.peerAddress(peer);
            }
            return config;
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()));
        }
    }
}
