package jackfield.cli.command;

import jackfield.socket.LinkAddress;
import jackfield.socket.SocketLayer;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * An open socket layer and all that has to be closed with it, the last opened first.
 *
 * <p>Closed by the command that opened it, after its sockets.
 */
final class Network implements AutoCloseable {
    private final SocketLayer layer;
    private final int interfaceId;
    private final String interfaceName;
    private final MacAddress mac;
    private final List<IpPrefix> addresses;
    private final Deque<Runnable> closing = new ArrayDeque<>();

    Network(SocketLayer layer, int interfaceId, String interfaceName, MacAddress mac, List<IpPrefix> addresses) {
        this.layer = layer;
        this.interfaceId = interfaceId;
        this.interfaceName = interfaceName;
        this.mac = mac;
        this.addresses = List.copyOf(addresses);
    }

    /** {@return the kernel's} */
    static Network kernel() {
        return new Network(SocketLayer.kernel(), LinkAddress.ANY_INTERFACE, "kernel", MacAddress.NONE, List.of());
    }

    /** Adds something that is to be closed before all that was added earlier. */
    void onClose(Runnable close) {
        closing.push(close);
    }

    SocketLayer layer() {
        return layer;
    }

    int interfaceId() {
        return interfaceId;
    }

    String interfaceName() {
        return interfaceName;
    }

    MacAddress mac() {
        return mac;
    }

    List<IpPrefix> addresses() {
        return addresses;
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
