package jackfield.engine;

import jackfield.engine.base.DeadlineHeap;
import jackfield.engine.base.Drops;
import jackfield.engine.base.KeyedHash;
import jackfield.engine.base.Moment;
import jackfield.engine.base.PacketQueue;
import jackfield.engine.endpoint.Endpoints;
import jackfield.engine.endpoint.PacketEndpoint;
import jackfield.engine.endpoint.RawEndpoint;
import jackfield.engine.endpoint.Stack;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.engine.endpoint.Wakeups;
import jackfield.engine.group.Groups;
import jackfield.engine.icmp.ErrorSender;
import jackfield.engine.icmp.IcmpInput;
import jackfield.engine.ip.Egress;
import jackfield.engine.ip.Ingress;
import jackfield.engine.ip.PathMtu;
import jackfield.engine.ip.Reassembly;
import jackfield.engine.neighbor.Arp;
import jackfield.engine.neighbor.NeighborDiscovery;
import jackfield.engine.neighbor.NeighborTable;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.engine.route.Route;
import jackfield.engine.route.Routes;
import jackfield.engine.tcp.TcpConfig;
import jackfield.wire.IpAddress;
import jackfield.wire.IpDecoded;
import jackfield.wire.IpPacket;
import jackfield.wire.IpPrefix;
import jackfield.wire.Ipv6Header;
import jackfield.wire.MacAddress;
import jackfield.wire.Malformed;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One host's whole stack: packets, commands and {@code now} go in; packets, wake-ups and a deadline come out.
 *
 * <pre>
 *   onPacket -> FrameInput -> Arp | Ingress -> Dispatch -> tables of endpoints, IcmpInput
 *   onTime   -> DeadlineHeap -> whoever is due
 *   drain    <- Egress <- endpoints, errors, neighbours;  the loopback's packets go round in here
 * </pre>
 *
 * <p>Interface 0 is the loopback, made by the engine itself. A driver calls {@code onPacket*}, {@code onTime}, then
 * {@code drain}, and waits until {@link #nextDeadline}; after a command it drains too. The same calls with the same
 * random generator give the same bytes. Not thread-safe.
 */
public final class Engine {
    /** The loopback interface's number. */
    public static final int LOOPBACK = 0;

    private static final int LOOPBACK_MTU = 65_536;
    private static final int OUT_LIMIT = 4096;
    private static final int LOOPBACK_LIMIT = 4096;

    /** Packets that one drain sends round the loopback or pulls from TCP at most; the rest is due at once. */
    private static final int DRAIN_BUDGET = 65_536;

    /** The longest text whose segment still fits into the length field of either IP header. */
    private static final int LONGEST_SUPER_SEGMENT = 0xFFFF - 20 - 60;

    private final Moment moment = new Moment();
    private final Journal journal = new Journal(moment);
    private final Drops drops = new Drops(journal);
    private final PacketPool pool = new PacketPool();
    private final DeadlineHeap timers = new DeadlineHeap();
    private final PacketQueue out = new PacketQueue(OUT_LIMIT, pool, drops);
    private final PacketQueue loopback = new PacketQueue(LOOPBACK_LIMIT, pool, drops);
    private final Interfaces interfaces = new Interfaces();
    private final Routes routes = new Routes(interfaces);
    private final NeighborTable neighbors = new NeighborTable(timers, drops, pool, out);
    private final Wakeups wakeups = new Wakeups(moment);
    private final Endpoints endpoints;
    private final FrameInput input;
    private final Ingress ingress;
    private final Groups groups;
    private final Snapshots snapshots;

    /** Makes a stack with a loopback interface and nothing else. */
    public Engine(EngineConfig config, RandomGenerator random) {
        var hash = new KeyedHash(random);
        var pathMtu = new PathMtu();
        var egress = new Egress(pool, neighbors, out, loopback, pathMtu, hash, drops);
        var errors = new ErrorSender(routes, egress, pool, drops, config.hopLimit());
        groups = new Groups(interfaces, routes, egress, pool, timers, drops, random);
        endpoints = new Endpoints(
                new Stack(interfaces, routes, groups, egress, pathMtu, pool, out, timers, drops, wakeups, hash, random),
                config.tcp(),
                config.hopLimit(),
                journal);
        var discovery = new NeighborDiscovery(neighbors, drops);
        var icmp = new IcmpInput(
                interfaces, routes, egress, pool, drops, discovery, endpoints::onError, config.hopLimit());
        var reassembly = new Reassembly(pool, timers, drops, expiryTold(errors));
        var dispatch = new Dispatch(endpoints, icmp, groups, errors, drops);
        ingress = new Ingress(interfaces, reassembly, pool, drops, dispatch);
        input = new FrameInput(interfaces, endpoints.packet(), new Arp(neighbors, drops), ingress, drops);
        snapshots = new Snapshots(endpoints, neighbors, drops, timers, pool);
        interfaces.add(new IpInterface(LOOPBACK, "lo", MacAddress.NONE, LOOPBACK_MTU, true, 0, true));
        interfaces.of(LOOPBACK).add(IpPrefix.parse("127.0.0.1/8"));
        interfaces.of(LOOPBACK).add(IpPrefix.parse("::1/128"));
    }

    private static Reassembly.Expiry expiryTold(ErrorSender errors) {
        return (now, in, first) -> {
            IpDecoded decoded = IpPacket.decode(first, 0, first.length);
            switch (decoded) {
                case Malformed fault -> throw new AssertionError("a fragment that was sound is " + fault);
                case IpPacket ip -> {
                    boolean toGroup =
                            ip.destination().isMulticast() || in.isBroadcast(ip.destinationHigh(), ip.destinationLow());
                    errors.reassemblyTimeExceeded(now, first, ip, toGroup);
                }
            }
        };
    }

    /** {@return the number of a new interface, which is up; on Ethernet it has a link-local IPv6 address} */
    public int addInterface(InterfaceConfig config) {
        int superSegmentBytes =
                config.checksumOffload() ? Math.min(config.superSegmentBytes(), LONGEST_SUPER_SEGMENT) : 0;
        var added = new IpInterface(
                interfaces.size(),
                config.name(),
                config.mac(),
                config.mtu(),
                config.checksumOffload(),
                superSegmentBytes,
                false);
        interfaces.add(added);
        // RFC 8200, 5: a link that cannot carry 1280 bytes does not carry IPv6.
        if (added.isEthernet() && added.mtu() >= Ipv6Header.MIN_MTU) {
            addAddress(added.id(), added.linkLocal());
        }
        return added.id();
    }

    /** Takes an interface up or down; while down it neither sends nor receives. */
    public void setInterfaceUp(long now, int interfaceId, boolean up) {
        moment.settle(now);
        IpInterface changed = interfaces.of(interfaceId);
        changed.up(up);
        if (up) {
            groups.onUp(now, changed);
        } else {
            neighbors.forget(changed);
        }
        routes.changed();
    }

    /**
     * Gives an interface an address; its network becomes reachable through it.
     *
     * @throws IllegalArgumentException if there is no such interface, or no host can have the address
     */
    public void addAddress(int interfaceId, IpPrefix address) {
        IpInterface changed = interfaces.of(interfaceId);
        if (address.address().isMulticast() || address.address().isAny()) {
            throw new IllegalArgumentException("no host has the address " + address.address());
        }
        changed.add(address);
        routes.add(new Route(address.network(), address.address().any(), interfaceId));
    }

    /** Adds a route; {@code gateway} null if the destination is on the link. */
    public void addRoute(IpPrefix destination, @Nullable IpAddress gateway, int interfaceId) {
        IpPrefix network = destination.network();
        IpAddress any = network.address().any();
        if (gateway != null && gateway.isIpv4() != network.address().isIpv4()) {
            throw new IllegalArgumentException("the gateway " + gateway + " is of another family than " + network);
        }
        routes.add(new Route(
                network,
                gateway == null ? any : gateway,
                interfaces.of(interfaceId).id()));
    }

    /** Lets {@code trace} hear what happens; {@link Trace#OFF} ends it. */
    public void trace(Trace trace) {
        journal.trace(trace);
    }

    /** Input: a packet came in. Borrowed: the engine copies what it keeps. */
    public void onPacket(long now, int interfaceId, PacketBuffer packet) {
        moment.arrive(now, interfaceId);
        journal.received(packet);
        input.onPacket(now, interfaceId, packet);
        moment.settle(now);
    }

    /** Input: time has passed; runs what is due. */
    public void onTime(long now) {
        moment.settle(now);
        timers.ringDue(now);
    }

    /** Output: hands all packets to be sent now and all endpoints that became ready to {@code outbox}. */
    public void drain(long now, Outbox outbox) {
        moment.settle(now);
        for (int i = 0; i < DRAIN_BUDGET; i++) {
            flush(now, outbox);
            int loopedBy = loopback.interfaceId();
            PacketBuffer looped = loopback.poll();
            if (looped != null) {
                goRound(now, loopedBy, looped);
                pool.release(looped);
            } else if (!endpoints.tcp().pull(now)) {
                break;
            }
        }
        flush(now, outbox);
        wakeups.drain(outbox::ready);
    }

    private void goRound(long now, int interfaceId, PacketBuffer packet) {
        if (interfaceId == LOOPBACK) {
            journal.sent(now, LOOPBACK, packet);
            onPacket(now, LOOPBACK, packet);
            return;
        }
        // What this host sends to a group that it has joined itself comes in where it went out.
        moment.arrive(now, interfaceId);
        ingress.onLooped(now, interfaces.of(interfaceId), packet);
        moment.settle(now);
    }

    private void flush(long now, Outbox outbox) {
        while (!out.isEmpty()) {
            int interfaceId = out.interfaceId();
            PacketBuffer packet = out.poll();
            if (packet != null) {
                journal.sent(now, interfaceId, packet);
                outbox.transmit(interfaceId, packet);
            }
        }
    }

    /** Output: when {@link #onTime} is next due. */
    public long nextDeadline() {
        return loopback.isEmpty() && endpoints.tcp().isIdle() ? timers.next() : moment.now();
    }

    /** Command: makes a SOCK_STREAM endpoint of the family. */
    public TcpEndpoint tcp(boolean ipv6) {
        return endpoints.tcp(ipv6);
    }

    /** Command: makes a SOCK_DGRAM endpoint of the family. */
    public UdpEndpoint udp(boolean ipv6) {
        return endpoints.udp(ipv6);
    }

    /** Command: makes a SOCK_RAW endpoint for an IP protocol. */
    public RawEndpoint raw(boolean ipv6, int protocol) {
        return endpoints.raw(ipv6, protocol);
    }

    /** Command: makes an AF_PACKET endpoint for an EtherType, or {@link jackfield.wire.EtherType#ALL}. */
    public PacketEndpoint packet(int etherType) {
        return endpoints.packet(etherType);
    }

    /** Command: changes what new TCP endpoints begin with, as sysctl does; those there are keep theirs. */
    public void configure(TcpConfig changed) {
        endpoints.configure(changed);
    }

    /** {@return where packets come from and go back to} */
    public PacketPool pool() {
        return pool;
    }

    /** {@return interfaces, neighbours, endpoints, counters, timers and buffers at this moment} */
    public EngineSnapshot snapshot() {
        return snapshots.at(moment.now());
    }
}
