package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.endpoint.Datagram;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.endpoint.PacketEndpoint;
import jackfield.engine.endpoint.RawEndpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.socket.open.Address;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A SOCK_DGRAM or SOCK_RAW socket of the engine: UDP's datagrams, or the packets of one IP protocol. */
final class DatagramSocket extends StackSocket {
    private final Endpoint endpoint;
    private final GroupOptions groups;

    DatagramSocket(UdpEndpoint udp, boolean isIpv6) {
        super(udp, isIpv6);
        endpoint = udp;
        groups = new GroupOptions(udp.memberships(), udp.options(), isIpv6);
    }

    DatagramSocket(RawEndpoint raw, boolean isIpv6) {
        super(raw, isIpv6);
        endpoint = raw;
        groups = new GroupOptions(raw.memberships(), raw.options(), isIpv6);
    }

    @Override
    public int disconnect(long now) {
        return endpoint instanceof UdpEndpoint udp ? udp.disconnect() : super.disconnect(now);
    }

    @Override
    public int send(
            long now, byte[] bytes, int at, int length, int flags, @Nullable Address to, List<ControlMessage> control) {
        boolean isUdp = endpoint instanceof UdpEndpoint;
        boolean more = (flags & Linux.MSG_MORE) != 0;
        if ((flags & ~(isUdp ? Linux.MSG_MORE : 0)) != 0 || !control.isEmpty() && !isUdp) {
            return Errno.EOPNOTSUPP.refusal();
        }
        SockAddr remote = null;
        if (to != null) {
            remote = sockAddr(to);
            if (remote == null) {
                return Errno.EAFNOSUPPORT.refusal();
            }
        }
        return switch (endpoint) {
            case UdpEndpoint udp -> {
                IpAddress any = isIpv6() ? IpAddress.ANY_IPV6 : IpAddress.ANY_IPV4;
                PacketInfo info = PacketInfo.of(control, any, udp.interfaces());
                yield info.refusal() != 0
                        ? info.refusal()
                        : udp.send(now, bytes, at, length, remote, info.source(), info.device(), more);
            }
            case RawEndpoint raw -> raw.send(now, bytes, at, length, remote);
            case TcpEndpoint _, PacketEndpoint _ -> throw wrongKind();
        };
    }

    @Override
    public int receive(long now, byte[] bytes, int at, int length, int flags, Incoming into) {
        if ((flags & Linux.MSG_ERRQUEUE) != 0 && endpoint instanceof UdpEndpoint udp) {
            return NoticeLayout.receive(udp.takeNotice(), udp.options().notices(), isIpv6(), bytes, at, length, into);
        }
        if ((flags & ~(Linux.MSG_PEEK | Linux.MSG_TRUNC)) != 0) {
            return Errno.EOPNOTSUPP.refusal();
        }
        // Linux tells a pending error before it hands out what is queued.
        int readiness = endpoint.readiness();
        Errno error = (readiness & Poll.ERR) != 0 ? endpoint.takeError() : Errno.OK;
        if (error != Errno.OK) {
            return error.refusal();
        }
        Datagram datagram = next(now, (flags & Linux.MSG_PEEK) != 0);
        if (datagram == null) {
            return (readiness & Poll.RDHUP) != 0 ? 0 : Errno.EAGAIN.refusal();
        }
        byte[] data = datagram.data();
        int copied = Math.min(data.length, length);
        System.arraycopy(data, 0, bytes, at, copied);
        into.from = new Address.Inet(datagram.from(), 0);
        into.flags = data.length > length ? Linux.MSG_TRUNC : 0;
        if (into.controlBytes > 0 && endpoint instanceof UdpEndpoint udp) {
            into.answer(NoticeLayout.beside(datagram, udp.options().notices()));
        }
        return (flags & Linux.MSG_TRUNC) != 0 ? data.length : copied;
    }

    /** As udp_ioctl: SIOCINQ tells the length of the next datagram; what is sent does not wait here. */
    @Override
    public int ioctl(long now, int request) {
        return switch (request) {
            case Linux.SIOCINQ -> {
                Datagram datagram = next(now, true);
                yield datagram == null ? 0 : datagram.data().length;
            }
            case Linux.SIOCOUTQ -> 0;
            default -> -Linux.ENOTTY;
        };
    }

    private @Nullable Datagram next(long now, boolean leaves) {
        return switch (endpoint) {
            case UdpEndpoint udp -> leaves ? udp.peek() : udp.receive(now);
            case RawEndpoint raw -> leaves ? raw.peek() : raw.receive(now);
            case TcpEndpoint _, PacketEndpoint _ -> throw wrongKind();
        };
    }

    @Override
    public int shutdown(long now, boolean read, boolean write) {
        return switch (endpoint) {
            case UdpEndpoint udp -> udp.shutdown(now, read, write);
            case RawEndpoint raw -> raw.shutdown(now, read, write);
            case TcpEndpoint _, PacketEndpoint _ -> throw wrongKind();
        };
    }

    @Override
    public int getOption(long now, int level, int name, byte[] value) {
        if (level == Linux.SOL_UDP && name == Linux.UDP_CORK && endpoint instanceof UdpEndpoint udp) {
            return Linux.put32(value, 0, udp.isCorked() ? 1 : 0);
        }
        OptionalInt told = groups.get(level, name, value);
        if (told.isPresent()) {
            return told.getAsInt();
        }
        int type = endpoint instanceof UdpEndpoint ? Linux.SOCK_DGRAM : Linux.SOCK_RAW;
        return StackOptions.get(endpoint, type, level, name, value);
    }

    @Override
    public int setOption(long now, int level, int name, byte[] value, int length) {
        if (length < Integer.BYTES) {
            return Errno.EINVAL.refusal();
        }
        OptionalInt done = groups.set(now, level, name, value, length);
        if (done.isPresent()) {
            return done.getAsInt();
        }
        boolean isCork = level == Linux.SOL_UDP && name == Linux.UDP_CORK;
        return isCork && endpoint instanceof UdpEndpoint udp
                ? udp.cork(now, Linux.i32(value, 0) != 0)
                : StackOptions.set(endpoint, level, name, Linux.i32(value, 0));
    }

    private AssertionError wrongKind() {
        return new AssertionError("no datagrams in " + endpoint);
    }
}
