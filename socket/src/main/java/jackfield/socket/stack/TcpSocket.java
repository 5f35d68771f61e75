package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.NoticeOptions;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.Reading;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.engine.tcp.Writing;
import jackfield.socket.open.Address;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.wire.SockAddr;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SOCK_STREAM socket of the engine. */
final class TcpSocket extends StackSocket {
    private static final int KNOWN_FLAGS =
            Linux.MSG_OOB | Linux.MSG_MORE | Linux.MSG_EOR | Linux.MSG_NOSIGNAL | Linux.MSG_ZEROCOPY;

    private final TcpEndpoint tcp;

    TcpSocket(TcpEndpoint tcp, boolean isIpv6) {
        super(tcp, isIpv6);
        this.tcp = tcp;
    }

    @Override
    public int listen(long now, int backlog) {
        return tcp.listen(now, backlog);
    }

    @Override
    public int accept(long now, Incoming into) {
        TcpEndpoint connection = tcp.accept(now);
        if (connection != null) {
            into.socket = new TcpSocket(connection, isIpv6());
            into.from = new Address.Inet(connection.remoteAddress(), 0);
            return 0;
        }
        return (tcp.state() == TcpState.LISTEN ? Errno.EAGAIN : Errno.EINVAL).refusal();
    }

    /** As with Linux a second connect tells what became of the first. */
    @Override
    public int finishConnect(long now, Address remote) {
        int answer = connect(now, remote);
        if (Linux.refuses(answer, Errno.EALREADY)) {
            return Errno.EINPROGRESS.refusal();
        }
        return Linux.refuses(answer, Errno.EISCONN) ? 0 : answer;
    }

    @Override
    public int send(
            long now, byte[] bytes, int at, int length, int flags, @Nullable Address to, List<ControlMessage> control) {
        if (flags == Linux.MSG_FASTOPEN && to != null) {
            SockAddr remote = sockAddr(to);
            return remote == null ? Errno.EAFNOSUPPORT.refusal() : tcp.sendFastOpen(now, bytes, at, length, remote);
        }
        if ((flags & ~KNOWN_FLAGS) != 0) {
            return Errno.EOPNOTSUPP.refusal();
        }
        // Linux: a destination is passed over on a connected stream, and asks for a connect (fast open) on another.
        if (to != null && remoteAddress(now) == null) {
            return Errno.EPIPE.refusal();
        }
        int stamps = stamps(control);
        if (stamps < 0) {
            return stamps;
        }
        int kind = (flags & Linux.MSG_MORE) != 0 ? Writing.MORE : 0;
        kind |= (flags & Linux.MSG_OOB) != 0 ? Writing.URGENT : 0;
        kind |= (flags & Linux.MSG_EOR) != 0 ? Writing.RECORD : 0;
        return tcp.send(now, bytes, at, length, kind, (flags & Linux.MSG_ZEROCOPY) != 0, stamps);
    }

    /** {@return the TX bits of SO_TIMESTAMPING for one call, or -EINVAL} */
    private int stamps(List<ControlMessage> control) {
        int bits = tcp.options().notices().timestamping() & NoticeOptions.TX;
        for (ControlMessage message : control) {
            // As Linux's sock_cmsg_send: messages of other levels are passed over.
            if (message.level() == Linux.SOL_SOCKET) {
                boolean isKnown = message.type() == Linux.SO_TIMESTAMPING && message.data().length == Integer.BYTES;
                int wanted = isKnown ? Linux.i32(message.data(), 0) : -1;
                if ((wanted & ~(NoticeOptions.TX | 1)) != 0) {
                    return Errno.EINVAL.refusal();
                }
                bits = wanted & NoticeOptions.TX;
            }
        }
        return bits;
    }

    @Override
    public int receive(long now, byte[] bytes, int at, int length, int flags, Incoming into) {
        if ((flags & Linux.MSG_ERRQUEUE) != 0) {
            return NoticeLayout.receive(tcp.takeNotice(), tcp.options().notices(), isIpv6(), bytes, at, length, into);
        }
        if ((flags & ~(Linux.MSG_PEEK | Linux.MSG_TRUNC | Linux.MSG_OOB)) != 0) {
            return Errno.EOPNOTSUPP.refusal();
        }
        Reading reading = tcp.reading();
        if (reading == null) {
            return Errno.ENOTCONN.refusal();
        }
        boolean peeks = (flags & Linux.MSG_PEEK) != 0;
        if ((flags & Linux.MSG_OOB) != 0) {
            return reading.readUrgent(bytes, at, length, peeks);
        }
        int answer = peeks
                ? reading.peek(bytes, at, length)
                : (flags & Linux.MSG_TRUNC) != 0 ? tcp.skip(now, length) : tcp.receive(now, bytes, at, length);
        if (answer >= 0 && into.controlBytes > 0) {
            into.answer(NoticeLayout.besideText(tcp, reading));
        }
        return answer;
    }

    @Override
    public int shutdown(long now, boolean read, boolean write) {
        return tcp.shutdown(now, read, write);
    }

    @Override
    public int getOption(long now, int level, int name, byte[] value) {
        return TcpOptions.get(now, tcp, level, name, value);
    }

    @Override
    public int setOption(long now, int level, int name, byte[] value, int length) {
        return TcpOptions.set(now, tcp, level, name, value, length);
    }

    /** As tcp_ioctl: a listener refuses what is about text, and SIOCOUTQ counts what is not acknowledged. */
    @Override
    public int ioctl(long now, int request) {
        TcpSnapshot snapshot = tcp.snapshot();
        if (tcp.state() == TcpState.LISTEN) {
            return Errno.EINVAL.refusal();
        }
        Reading reading = tcp.reading();
        return switch (request) {
            case Linux.SIOCINQ -> reading == null ? 0 : reading.available();
            case Linux.SIOCATMARK -> reading != null && reading.isAtMark() ? 1 : 0;
            case Linux.SIOCOUTQ -> snapshot == null ? 0 : snapshot.unacked() + (isFinUnacked(snapshot.state()) ? 1 : 0);
            case Linux.SIOCOUTQNSD -> snapshot == null ? 0 : snapshot.unsent();
            default -> -Linux.ENOTTY;
        };
    }

    private static boolean isFinUnacked(TcpState state) {
        return state == TcpState.FIN_WAIT_1 || state == TcpState.CLOSING || state == TcpState.LAST_ACK;
    }

    @Override
    public @Nullable Address remoteAddress(long now) {
        TcpState state = tcp.state();
        SockAddr remote = tcp.remoteAddress();
        boolean hasPeer = state != TcpState.CLOSED && state != TcpState.LISTEN && state != TcpState.SYN_SENT;
        return hasPeer && remote.port() != 0 ? new Address.Inet(remote, 0) : null;
    }

    @Override
    public String state(long now) {
        return tcp.state().toString();
    }

    @Override
    public long linger(long now) {
        long lingerNanos = tcp.config().lingerNanos();
        if (lingerNanos <= 0 || !tcp.state().isSynchronized()) {
            return 0;
        }
        tcp.shutdown(now, false, true);
        return lingerNanos;
    }

    /** Linux: lingers while in FIN_WAIT_1, CLOSING or LAST_ACK, that is until our FIN is acknowledged. */
    @Override
    public boolean isFlushed(long now) {
        TcpSnapshot snapshot = tcp.snapshot();
        if (snapshot == null) {
            return true;
        }
        return switch (snapshot.state()) {
            case FIN_WAIT_1, CLOSING, LAST_ACK, ESTABLISHED, CLOSE_WAIT -> false;
            case CLOSED, LISTEN, SYN_SENT, SYN_RCVD, FIN_WAIT_2, TIME_WAIT -> true;
        };
    }
}
