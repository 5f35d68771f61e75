package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.icmp.IcmpError;
import jackfield.engine.tcp.InitialSequence;
import jackfield.engine.tcp.TcpConfig;
import jackfield.wire.IpProtocol;
import java.util.function.Consumer;

/** Makes the endpoints, and leads to the tables that find them again. */
public final class Endpoints {
    private final Stack stack;
    private TcpConfig tcpConfig;
    private final int hopLimit;
    private final Registry registry = new Registry();
    private final TcpSessions sessions;
    private final ActiveOpen activeOpen;
    private final TcpTable tcpTable;
    private final UdpTable udpTable;
    private final RawTable rawTable;
    private final PacketTable packetTable;

    /** Makes empty tables over {@code stack}; new endpoints begin with {@code tcpConfig} and {@code hopLimit}. */
    public Endpoints(Stack stack, TcpConfig tcpConfig, int hopLimit, TcpObserver observer) {
        this.stack = stack;
        this.tcpConfig = tcpConfig;
        this.hopLimit = hopLimit;
        var sequence = new InitialSequence(stack.random());
        sessions = new TcpSessions(stack, observer);
        activeOpen = new ActiveOpen(stack, sessions, sequence);
        var handshakes = new Handshakes(stack, sessions, sequence, this::childOf, new Handshakes.Segments(stack));
        tcpTable = new TcpTable(stack, sessions, sequence, handshakes, hopLimit);
        udpTable = new UdpTable(stack);
        rawTable = new RawTable(stack);
        packetTable = new PacketTable(stack);
    }

    /** {@return a new SOCK_STREAM endpoint} */
    public TcpEndpoint tcp(boolean ipv6) {
        TcpEndpoint endpoint = tcp(ipv6, tcpConfig, new Options(hopLimit));
        registry.add(endpoint);
        return endpoint;
    }

    /** Changes what new TCP endpoints begin with; those there are keep theirs. */
    public void configure(TcpConfig changed) {
        tcpConfig = changed;
    }

    private TcpEndpoint tcp(boolean ipv6, TcpConfig config, Options options) {
        return new TcpEndpoint(registry.nextId(), ipv6, config, options, stack, sessions, activeOpen, registry);
    }

    /** What a connection inherits from its listener. */
    private TcpEndpoint childOf(TcpEndpoint listener) {
        TcpEndpoint child =
                tcp(listener.isIpv6(), listener.config(), listener.options().copy());
        child.hide();
        return child;
    }

    /** {@return a new SOCK_DGRAM endpoint} */
    public UdpEndpoint udp(boolean ipv6) {
        var endpoint = new UdpEndpoint(registry.nextId(), ipv6, hopLimit, stack, udpTable, registry);
        registry.add(endpoint);
        return endpoint;
    }

    /** {@return a new SOCK_RAW endpoint} */
    public RawEndpoint raw(boolean ipv6, int protocol) {
        var endpoint = new RawEndpoint(registry.nextId(), ipv6, protocol, hopLimit, stack, rawTable, registry);
        registry.add(endpoint);
        rawTable.add(endpoint);
        return endpoint;
    }

    /** {@return a new AF_PACKET endpoint} */
    public PacketEndpoint packet(int etherType) {
        var endpoint = new PacketEndpoint(registry.nextId(), etherType, stack, packetTable, registry);
        registry.add(endpoint);
        packetTable.add(endpoint);
        return endpoint;
    }

    /** {@return where TCP packets go} */
    public TcpTable tcp() {
        return tcpTable;
    }

    /** {@return where UDP packets go} */
    public UdpTable udp() {
        return udpTable;
    }

    /** {@return where a copy of every packet goes} */
    public RawTable raw() {
        return rawTable;
    }

    /** {@return where a copy of every frame goes} */
    public PacketTable packet() {
        return packetTable;
    }

    /** Input: an error about a packet of ours. {@return whether somebody was found who may have sent it} */
    public boolean onError(long now, IcmpError error) {
        boolean isRaw = rawTable.onError(error);
        boolean isTold = switch (error.quoted().protocol()) {
            case IpProtocol.TCP -> tcpTable.onError(now, error);
            case IpProtocol.UDP -> udpTable.onError(error);
            default -> false;
        };
        boolean isMeant = isRaw || isTold;
        if (isMeant && error.error() == Errno.EMSGSIZE && error.quoted().protocol() != IpProtocol.TCP) {
            stack.pathMtu().learn(now, error.quoted().destination(), error.mtu());
        }
        return isMeant;
    }

    /** Tells a row of {@code ss} for each endpoint and for each connection, open, orphaned or not yet accepted. */
    public void forEachRow(Consumer<EndpointRow> told) {
        for (Endpoint endpoint : registry.all()) {
            switch (endpoint) {
                case TcpEndpoint tcp -> {
                    if (!tcp.isTold()) {
                        told.accept(EndpointRow.of(tcp));
                    }
                }
                case UdpEndpoint udp -> told.accept(EndpointRow.of(udp));
                case RawEndpoint raw -> told.accept(EndpointRow.of(raw));
                case PacketEndpoint packet -> told.accept(EndpointRow.of(packet));
            }
        }
        for (TcpSession session : sessions.table.sessions()) {
            told.accept(EndpointRow.of(session));
        }
        for (SynRequest request : sessions.table.requests()) {
            told.accept(EndpointRow.of(request));
        }
    }
}
