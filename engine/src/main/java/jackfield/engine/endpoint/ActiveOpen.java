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
        int port = isBound ? bound.port : choose(endpoint, path.source(), remote);
        SockAddr local = new SockAddr(path.source(), port);
        if (port == 0 || sessions.find(local, remote) != null) {
            return Errno.EADDRNOTAVAIL.refusal();
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
                sequence.next(now, local.address(), local.port(), remote.address(), remote.port()),
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
    private int choose(TcpEndpoint endpoint, IpAddress source, SockAddr remote) {
        var probe = new Binding<>(endpoint, endpoint.options(), source);
        return Ports.draw(
                stack.random(),
                port -> sessions.ports.isUnclaimed(probe, port)
                        && sessions.find(new SockAddr(source, port), remote) == null);
    }
}
