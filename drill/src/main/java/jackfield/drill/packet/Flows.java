package jackfield.drill.packet;

import jackfield.drill.script.Packet.Ports;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flows of one run, and which of them a packet of the script belongs to.
 *
 * <pre>
 *   connect(...)              a new flow, from now on the one under test
 *   listen(...)               the next SYN begins a new flow, from then on the one under test
 *   &lt; 1234 > 8080 S 0:0(0)    explicit ports: a flow for each pair
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class Flows {
    /** What the script's ends of passive connections are numbered from. */
    private static final int FIRST_REMOTE_PORT = 40_001;

    private final IpAddress localAddress;
    private final IpAddress remoteAddress;
    private final int defaultPort;
    private final List<Flow> flows = new ArrayList<>();
    private final Map<Ports, Flow> named = new HashMap<>();

    /** Where the next connection comes in; null when no socket listens or is bound. */
    private @Nullable SockAddr door;

    private int doorProtocol;

    /** The flow under test; null before the first and after a listen. */
    private @Nullable Flow current;

    /** @param defaultPort of the subject, while no socket has one */
    public Flows(IpAddress localAddress, IpAddress remoteAddress, int defaultPort) {
        this.localAddress = localAddress;
        this.remoteAddress = remoteAddress;
        this.defaultPort = defaultPort;
    }

    /** A socket waits at this address for whoever comes. */
    public void onDoor(int protocol, SockAddr local) {
        door = new SockAddr(local.address().isAny() ? localAddress : local.address(), local.port());
        doorProtocol = protocol;
        current = null;
    }

    /** A socket connects. {@return the flow, which is now under test} */
    public Flow onConnect(int protocol, SockAddr local, SockAddr remote) {
        Flow flow = of(protocol, local, remote);
        flow.onOpening();
        current = flow;
        return flow;
    }

    /** {@return the flow of these ends, made if there is none} */
    public Flow of(int protocol, SockAddr local, SockAddr remote) {
        return find(protocol, local, remote).orElseGet(() -> add(protocol, local, remote));
    }

    private Optional<Flow> find(int protocol, SockAddr local, SockAddr remote) {
        return flows.reversed().stream()
                .filter(flow -> flow.protocol() == protocol
                        && flow.local().equals(local)
                        && flow.remote().equals(remote))
                .findFirst();
    }

    private Flow add(int protocol, SockAddr local, SockAddr remote) {
        var flow = new Flow(flows.size() + 1, protocol, local, remote);
        flows.add(flow);
        return flow;
    }

    /** {@return the flow that a packet of the script belongs to which comes in} */
    public Flow inbound(int protocol, Optional<Ports> ports) {
        if (ports.isPresent()) {
            return named(
                    protocol,
                    new Ports(
                            /* source= */ ports.get().destination(),
                            /* destination= */ ports.get().source()));
        }
        if (current != null && current.protocol() == protocol) {
            return current;
        }
        Flow flow = add(protocol, localEnd(protocol), new SockAddr(remoteAddress, FIRST_REMOTE_PORT + flows.size()));
        current = flow;
        return flow;
    }

    private SockAddr localEnd(int protocol) {
        return door != null && doorProtocol == protocol ? door : new SockAddr(localAddress, defaultPort);
    }

    /** {@return the flow that a packet must belong to which goes out; empty where the script leaves that open} */
    public Optional<Flow> outbound(int protocol, Optional<Ports> ports) {
        return ports.map(given -> named(protocol, given));
    }

    /** Ports as the subject sees them: its own is the source. */
    private Flow named(int protocol, Ports ports) {
        return named.computeIfAbsent(
                ports,
                given -> flows.stream()
                        .filter(flow -> flow.protocol() == protocol
                                && (flow.local().port() == given.source()
                                        && flow.remote().port() == given.destination()))
                        .findFirst()
                        .or(() -> unnamed(protocol, given))
                        .orElseGet(() -> add(
                                protocol,
                                new SockAddr(localAddress, given.source()),
                                new SockAddr(remoteAddress, given.destination()))));
    }

    /** A socket that connects draws its port itself: its flow takes the first name used that fits the other end. */
    private Optional<Flow> unnamed(int protocol, Ports given) {
        return flows.stream()
                .filter(flow -> flow.protocol() == protocol
                        && flow.remote().port() == given.destination()
                        && !named.containsValue(flow))
                .findFirst();
    }

    /** {@return the flow under test; null before the first} */
    public @Nullable Flow current() {
        return current;
    }
}
