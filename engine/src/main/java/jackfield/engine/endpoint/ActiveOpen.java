package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.route.Path;
import jackfield.engine.tcp.FastOpen;
import jackfield.engine.tcp.InitialSequence;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpConnection;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;

/**
 * Opens a connection: finds the way, the port and the numbers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1.1">RFC 9293, 3.9.1.1</a>; connect(2)
 */
final class ActiveOpen {
    /** Linux's tcp_tw_reuse_delay: by then the clock of timestamps has moved on. */
    private static final long REUSE_NANOS = 1_000_000_000L;

    private static final int REUSE_ON_LOOPBACK = 2;
    private static final int REINCARNATION_GAP = 65_537;

    private final Stack stack;
    private final TcpSessions sessions;
    private final InitialSequence sequence;

    ActiveOpen(Stack stack, TcpSessions sessions, InitialSequence sequence) {
        this.stack = stack;
        this.sessions = sessions;
        this.sequence = sequence;
    }

    /** How the SYN may use Fast Open. */
    enum Opening {
        /** As the socket's options say: TCP_FASTOPEN_CONNECT. */
        CONNECT,
        /** MSG_FASTOPEN: text is at hand. */
        SEND
    }

    /** {@return {@code -EINPROGRESS}, or another -errno if nothing was begun} */
    int connect(long now, TcpEndpoint endpoint, SockAddr wanted, Opening opening) {
        IpAddress destination = Addressing.destination(wanted.address());
        Binding<TcpEndpoint> bound = endpoint.binding();
        int refusal = endpoint.addressing().checkRemote(bound.address, destination);
        if (refusal != 0) {
            return refusal;
        }
        IpAddress from = bound.address.isAny() ? destination.any() : bound.address;
        Path path = endpoint.addressing().path(destination, from);
        if (path == null || path.isBroadcast() || destination.isMulticast()) {
            return Errno.ENETUNREACH.refusal();
        }
        SockAddr remote = new SockAddr(destination, wanted.port());
        boolean isBound = bound.port != 0;
        int port = isBound ? bound.port : choose(now, endpoint, path.source(), remote);
        SockAddr local = new SockAddr(path.source(), port);
        Conversation found = sessions.find(local, remote);
        // As in Linux, who binds on purpose need not wait.
        boolean isFree = found == null || mayReuse(now, found, isBound ? 0 : REUSE_NANOS);
        if (port == 0 || !isFree) {
            return Errno.EADDRNOTAVAIL.refusal();
        }
        int iss = sequence.next(now, local.address(), local.port(), remote.address(), remote.port());
        if (found instanceof TcpSession old) {
            // RFC 6191, 2: beyond all that the old connection sent.
            iss = old.connection.snapshot().sndNxt() + REINCARNATION_GAP;
            sessions.replace(now, old);
        }
        Binding<TcpEndpoint> binding = bound;
        if (!isBound) {
            binding = new Binding<>(endpoint, endpoint.options(), path.source());
            binding.isChosen = true;
            sessions.ports.take(binding, port);
        }
        TcpConfig config = sessions.fit(now, endpoint.config(), destination, path);
        TcpConnection connection = TcpConnection.connect(
                now,
                config,
                port,
                remote.port(),
                iss,
                sequence.timestampOffset(local.address(), destination),
                fastOpen(config, destination, opening));
        sessions.add(now, connection, endpoint, binding, local, remote, TcpState.CLOSED);
        if (!isBound) {
            // The connection alone holds a port that was chosen for it.
            sessions.ports.release(binding);
        }
        return Errno.EINPROGRESS.refusal();
    }

    /** Begins a connection with text at hand: MSG_FASTOPEN. {@return see {@link TcpEndpoint#sendFastOpen}} */
    int send(long now, TcpEndpoint endpoint, byte[] bytes, int at, int length, SockAddr remote) {
        if (!FastOpenCache.isAllowed(endpoint.config().opening())) {
            return Errno.EOPNOTSUPP.refusal();
        }
        int answer = connect(now, endpoint, remote, Opening.SEND);
        TcpSession begun = endpoint.session();
        if (begun == null) {
            return answer;
        }
        int taken = begun.connection.write(now, bytes, at, length);
        sessions.settle(now, begun);
        return taken == Errno.EAGAIN.refusal() ? Errno.EINPROGRESS.refusal() : taken;
    }

    private FastOpen fastOpen(TcpConfig config, IpAddress destination, Opening opening) {
        boolean isWanted = opening == Opening.SEND || config.opening().fastOpenConnect();
        return isWanted && FastOpenCache.isAllowed(config.opening())
                ? sessions.cookies.offer(config.opening(), destination, config.mss(), opening == Opening.CONNECT)
                : FastOpen.off();
    }

    /** RFC 6056, 2.3: a port may serve many connections while their other ends differ. */
    private int choose(long now, TcpEndpoint endpoint, IpAddress source, SockAddr remote) {
        var probe = new Binding<>(endpoint, endpoint.options(), source);
        int wanted = endpoint.config().path().timeWaitReuse();
        boolean isLocal = source.isLoopback() || remote.address().isLoopback();
        boolean reuses = wanted == 1 || wanted == REUSE_ON_LOOPBACK && isLocal;
        return Ports.draw(stack.random(), port -> {
            Conversation found = sessions.find(new SockAddr(source, port), remote);
            return sessions.ports.isUnclaimed(probe, port)
                    && (found == null || reuses && mayReuse(now, found, REUSE_NANOS));
        });
    }

    /** {@return whether the timestamps of a new connection tell it from {@code found}, which is over} */
    private static boolean mayReuse(long now, Conversation found, long ageNanos) {
        return found instanceof TcpSession old && old.connection.mayReuse(now, ageNanos);
    }
}
