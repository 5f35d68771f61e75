package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Frame;
import jackfield.engine.endpoint.PacketEndpoint;
import jackfield.socket.open.Address;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.wire.Bytes;
import jackfield.wire.EthernetFrame;
import jackfield.wire.MacAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An AF_PACKET socket of the engine: whole Ethernet frames, header included.
 *
 * <p>Frames go out on the interface of the address given, or else on the one bound to.
 */
final class PacketSocket extends StackSocket {
    private static final int ANY_INTERFACE = -1;

    private final PacketEndpoint packets;
    private final int etherType;
    private int boundInterface = ANY_INTERFACE;

    PacketSocket(PacketEndpoint packets, int etherType) {
        super(packets, false);
        this.packets = packets;
        this.etherType = etherType;
    }

    @Override
    public int bind(long now, Address local) {
        if (!(local instanceof Address.Packet link)) {
            return Errno.EINVAL.refusal();
        }
        // The engine's endpoint keeps the EtherType that it was made with.
        if (link.etherType() != 0 && link.etherType() != etherType) {
            return Errno.EOPNOTSUPP.refusal();
        }
        boundInterface = link.interfaceId();
        packets.options().device(boundInterface);
        return 0;
    }

    @Override
    public int connect(long now, Address remote) {
        return Errno.EOPNOTSUPP.refusal();
    }

    @Override
    public int send(
            long now, byte[] bytes, int at, int length, int flags, @Nullable Address to, List<ControlMessage> control) {
        if (flags != 0 || !control.isEmpty()) {
            return Errno.EOPNOTSUPP.refusal();
        }
        int interfaceId = to instanceof Address.Packet link ? link.interfaceId() : boundInterface;
        if (interfaceId == ANY_INTERFACE) {
            return Errno.ENODEV.refusal();
        }
        return packets.send(now, interfaceId, bytes, at, length);
    }

    @Override
    public int receive(long now, byte[] bytes, int at, int length, int flags, Incoming into) {
        if ((flags & ~(Linux.MSG_PEEK | Linux.MSG_TRUNC)) != 0) {
            return Errno.EOPNOTSUPP.refusal();
        }
        Frame frame = (flags & Linux.MSG_PEEK) != 0 ? packets.peek() : packets.receive(now);
        if (frame == null) {
            return Errno.EAGAIN.refusal();
        }
        byte[] data = frame.data();
        int copied = Math.min(data.length, length);
        System.arraycopy(data, 0, bytes, at, copied);
        into.from = sender(frame);
        into.flags = data.length > length ? Linux.MSG_TRUNC : 0;
        return (flags & Linux.MSG_TRUNC) != 0 ? data.length : copied;
    }

    private static Address sender(Frame frame) {
        byte[] data = frame.data();
        if (data.length < EthernetFrame.HEADER_LENGTH) {
            return new Address.Packet(frame.interfaceId(), 0, MacAddress.NONE);
        }
        return new Address.Packet(frame.interfaceId(), Bytes.u16(data, 12), MacAddress.of(data, 6));
    }

    @Override
    public int shutdown(long now, boolean read, boolean write) {
        return Errno.EOPNOTSUPP.refusal();
    }

    @Override
    public @Nullable Address localAddress(long now) {
        return new Address.Packet(boundInterface, etherType, MacAddress.NONE);
    }

    @Override
    public @Nullable Address remoteAddress(long now) {
        return null;
    }

    @Override
    public int getOption(long now, int level, int name, byte[] value) {
        return StackOptions.get(packets, Linux.SOCK_RAW, level, name, value);
    }

    @Override
    public int setOption(long now, int level, int name, byte[] value, int length) {
        return length < Integer.BYTES
                ? Errno.EINVAL.refusal()
                : StackOptions.set(packets, level, name, Linux.i32(value, 0));
    }
}
