package jackfield.socket;

import jackfield.engine.Engine;
import jackfield.engine.EngineConfig;
import jackfield.engine.EngineSnapshot;
import jackfield.engine.InterfaceConfig;
import jackfield.engine.Trace;
import jackfield.link.Link;
import jackfield.link.LinkAbilities;
import jackfield.link.LinkException;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A host of ours that lives in real time: a stack, its links, its timers, and its sockets.
 *
 * <p>Callers of sockets run the engine on their own threads. Beside them there is one daemon thread for the timers
 * and one for each link that faces the kernel; a memory link has none, its packets are dealt with by the sender's
 * thread. Thread-safe.
 */
public final class LiveHost implements AutoCloseable {
    private final Host host;
    private final LiveBlocking blocking;
    private final SocketLayer sockets;
    private final List<Link> links;
    private final List<LinkPump> pumps = new ArrayList<>();
    private volatile @Nullable LinkException linkGone;

    private LiveHost(Builder builder) {
        var engine = new Engine(builder.config, builder.random);
        blocking = new LiveBlocking(builder.name, engine);
        host = new Host(builder.name, engine, blocking);
        sockets = SocketLayer.on(host);
        links = builder.plugs.stream().map(Builder.Plug::link).toList();
        for (Builder.Plug plug : builder.plugs) {
            plug(builder, engine, plug);
        }
        for (IpAddress gateway : builder.gateways) {
            IpPrefix all = new IpPrefix(gateway.any(), 0);
            engine.addRoute(all, gateway, builder.interfaceTowards(gateway));
        }
    }

    private void plug(Builder builder, Engine engine, Builder.Plug plug) {
        LinkAbilities abilities = plug.link.abilities();
        int interfaceId = engine.addInterface(new InterfaceConfig(
                plug.name,
                abilities.ethernet() ? plug.mac : MacAddress.NONE,
                abilities.mtu(),
                abilities.checksumOffload(),
                abilities.superSegmentBytes()));
        plug.interfaceId = interfaceId;
        for (IpPrefix address : plug.addresses) {
            engine.addAddress(interfaceId, address);
        }
        blocking.plug(interfaceId, plug.link);
        if (plug.link.needsThread()) {
            pumps.add(new LinkPump(builder.name, blocking, interfaceId, plug.link, this::onLinkGone));
        }
    }

    private void onLinkGone(LinkException reason) {
        linkGone = reason;
    }

    /** {@return a host to be described} */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** {@return name, engine and the way in} */
    public Host host() {
        return host;
    }

    /** {@return the sockets of this host; {@link #close} closes those left open} */
    public SocketLayer sockets() {
        return sockets;
    }

    /** {@return what the stack holds at this moment} */
    public EngineSnapshot snapshot() {
        blocking.enter();
        try {
            return host.engine().snapshot();
        } finally {
            blocking.leave();
        }
    }

    /** Lets {@code trace} hear what happens in the stack, from now on; see {@link Trace} for what it must not do. */
    public void trace(Trace trace) {
        blocking.enter();
        try {
            host.engine().trace(trace);
        } finally {
            blocking.leave();
        }
    }

    /** {@return why a link of this host is gone for good, if one is} */
    public Optional<LinkException> linkGone() {
        return Optional.ofNullable(linkGone);
    }

    /**
     * Closes all sockets of {@link #sockets}, which wakes whoever waits in them, then the links, then the threads; a
     * new socket is refused with {@code ENETDOWN} from then on.
     */
    @Override
    public void close() {
        sockets.descriptors().closeAll();
        pumps.forEach(LinkPump::stop);
        blocking.stop();
        links.forEach(Link::close);
    }

    /** Describes a host before it lives. Used by one thread. */
    public static final class Builder {
        /** A link with what its interface is to be. */
        private static final class Plug {
            final String name;
            final Link link;
            final MacAddress mac;
            final List<IpPrefix> addresses;
            int interfaceId;

            Plug(String name, Link link, MacAddress mac, List<IpPrefix> addresses) {
                this.name = name;
                this.link = link;
                this.mac = mac;
                this.addresses = addresses;
            }

            Link link() {
                return link;
            }
        }

        private final String name;
        private final List<Plug> plugs = new ArrayList<>();
        private final List<IpAddress> gateways = new ArrayList<>();
        private EngineConfig config = EngineConfig.DEFAULT;
        private RandomGenerator random = new SecureRandom();

        private Builder(String name) {
            this.name = name;
        }

        /**
         * Plugs in a link, which the host closes with itself; on Ethernet its hardware address is drawn from the
         * random source.
         *
         * @param addresses with prefix, such as {@code 10.0.0.1/24}
         */
        public Builder link(Link link, String... addresses) {
            return link(link, randomMac(), addresses);
        }

        /** Plugs in a link under a hardware address. */
        public Builder link(Link link, MacAddress mac, String... addresses) {
            List<IpPrefix> prefixes =
                    List.of(addresses).stream().map(IpPrefix::parse).toList();
            plugs.add(new Plug("eth" + plugs.size(), link, mac, prefixes));
            return this;
        }

        /** Sends what is for no network of ours to {@code address}, which must be on the network of a link. */
        public Builder gateway(String address) {
            gateways.add(IpAddress.parse(address));
            return this;
        }

        /** Sets the limits and switches of the stack. */
        public Builder config(EngineConfig limits) {
            config = limits;
            return this;
        }

        /**
         * Takes another source than {@link SecureRandom}: with a seed, for tests. To be called before {@link #link}.
         */
        public Builder random(RandomGenerator source) {
            random = source;
            return this;
        }

        private MacAddress randomMac() {
            // IEEE 802: bit 1 of the first octet says locally administered, bit 0 clear says one station.
            return new MacAddress(random.nextLong() & 0xFCFF_FFFF_FFFFL | 0x0200_0000_0000L);
        }

        private int interfaceTowards(IpAddress gateway) {
            for (Plug plug : plugs) {
                for (IpPrefix address : plug.addresses) {
                    if (address.contains(gateway)) {
                        return plug.interfaceId;
                    }
                }
            }
            throw new IllegalArgumentException("no link of " + name + " has a network with the gateway " + gateway);
        }

        /** {@return the host, running} */
        public LiveHost start() {
            var live = new LiveHost(this);
            live.blocking.start();
            live.pumps.forEach(LinkPump::start);
            return live;
        }
    }
}
