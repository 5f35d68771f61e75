package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.route.IpInterface;
import jackfield.wire.EthernetFrame;
import jackfield.wire.IpAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An AF_PACKET socket: whole frames, as the link has them.
 *
 * <p>Sees the frames of one EtherType, or all, on all interfaces or on the one of {@link Options#device}; frames that
 * the engine deals with too. Frames that leave are not shown.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public final class PacketEndpoint implements Endpoint {
    private static final SockAddr NOWHERE = new SockAddr(IpAddress.ANY_IPV4, 0);
    private static final int VLAN_TAG_BYTES = 4;

    private final int id;
    private final int etherType;
    private final Stack stack;
    private final PacketTable table;
    private final Registry registry;
    private final Options options = new Options(1);
    private final Wakeup wakeup = new Wakeup(this, Poll.OUT);
    private final DatagramQueue<Frame> queue = new DatagramQueue<>();

    PacketEndpoint(int id, int etherType, Stack stack, PacketTable table, Registry registry) {
        this.id = id;
        this.etherType = etherType;
        this.stack = stack;
        this.table = table;
        this.registry = registry;
    }

    @Override
    public int id() {
        return id;
    }

    /** {@return its switches, of which only the device and the buffer matter here} */
    public Options options() {
        return options;
    }

    int etherType() {
        return etherType;
    }

    @Override
    public int readiness() {
        return (queue.isEmpty() ? 0 : Poll.IN) | (stack.out().hasRoom() ? Poll.OUT : 0);
    }

    /** A packet socket has no IP address to bind to, see {@link Options#device}. {@return -EINVAL} */
    @Override
    public int bind(long now, SockAddr local) {
        return Errno.EINVAL.refusal();
    }

    /** {@return -EOPNOTSUPP} */
    @Override
    public int connect(long now, SockAddr remote) {
        return Errno.EOPNOTSUPP.refusal();
    }

    @Override
    public SockAddr localAddress() {
        return NOWHERE;
    }

    @Override
    public SockAddr remoteAddress() {
        return NOWHERE;
    }

    @Override
    public Errno takeError() {
        return Errno.OK;
    }

    @Override
    public long readyCause() {
        return wakeup.cause;
    }

    @Override
    public void close(long now) {
        if (wakeup.isClosed) {
            return;
        }
        wakeup.isClosed = true;
        queue.clear();
        table.remove(this);
        registry.remove(this);
    }

    /**
     * Sends one whole Ethernet frame, or on a link without frames one IP packet, on an interface. {@return its length,
     * or
     * -errno: ENODEV, ENETDOWN, EINVAL (shorter than a header), EMSGSIZE, EAGAIN while the outgoing queue is full}
     */
    public int send(long now, int interfaceId, byte[] frame, int at, int length) {
        Objects.checkFromIndexSize(at, length, frame.length);
        IpInterface out = stack.interfaces().find(interfaceId);
        if (out == null || out.isLoopback()) {
            return Errno.ENODEV.refusal();
        }
        if (!out.isUp()) {
            return Errno.ENETDOWN.refusal();
        }
        int header = out.isEthernet() ? EthernetFrame.HEADER_LENGTH : 0;
        if (length < Math.max(header, 1)) {
            return Errno.EINVAL.refusal();
        }
        if (length > out.mtu() + header + (out.isEthernet() ? VLAN_TAG_BYTES : 0)) {
            return Errno.EMSGSIZE.refusal();
        }
        if (!stack.out().hasRoom()) {
            stack.wakeups().news(wakeup);
            return Errno.EAGAIN.refusal();
        }
        PacketBuffer packet = stack.pool().take(length);
        packet.append(frame, at, length);
        stack.out().add(interfaceId, packet);
        return length;
    }

    /** {@return the oldest frame, which is thereby taken; null where a blocking call would wait} */
    public @Nullable Frame receive(long now) {
        Frame frame = queue.poll();
        stack.wakeups().touch(wakeup);
        return frame;
    }

    /** {@return the oldest frame, left in the queue} */
    public @Nullable Frame peek() {
        return queue.peek();
    }

    int queuedBytes() {
        return queue.bytes();
    }

    boolean onFrame(Frame frame) {
        if (!queue.add(frame, frame.data().length, options.receiveBufferBytes())) {
            return false;
        }
        stack.wakeups().news(wakeup);
        return true;
    }
}
