package jackfield.engine.endpoint;

import jackfield.engine.icmp.IcmpError;
import jackfield.wire.IpProtocol;
import java.util.function.Consumer;

/** Makes the endpoints, and leads to the tables that find them again. */
public final class Endpoints {
    private final Stack stack;
    private final int hopLimit;
    private final Registry registry = new Registry();
    private final UdpTable udpTable;
    private final RawTable rawTable;
    private final PacketTable packetTable;

    /** Makes empty tables over {@code stack}. */
    public Endpoints(Stack stack, int hopLimit) {
        this.stack = stack;
        this.hopLimit = hopLimit;
        udpTable = new UdpTable(stack);
        rawTable = new RawTable(stack);
        packetTable = new PacketTable(stack);
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
            case IpProtocol.UDP -> udpTable.onError(error);
            default -> false;
        };
        return isRaw || isTold;
    }

    /** Tells a row of {@code ss} for each endpoint, oldest first. */
    public void forEachRow(Consumer<EndpointRow> told) {
        for (Endpoint endpoint : registry.all()) {
            switch (endpoint) {
                case TcpEndpoint tcp -> {}
                case UdpEndpoint udp -> told.accept(EndpointRow.of(udp));
                case RawEndpoint raw -> told.accept(EndpointRow.of(raw));
                case PacketEndpoint packet -> told.accept(EndpointRow.of(packet));
            }
        }
    }
}
