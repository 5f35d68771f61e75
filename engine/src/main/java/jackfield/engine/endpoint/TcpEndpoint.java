package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.tcp.Reading;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpConnection;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.SockAddr;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A SOCK_STREAM socket of TCP: fresh, bound, listening, or one end of a connection.
 *
 * <pre>
 *   fresh --bind--> bound --listen--> listening --accept--> (a new endpoint, connected)
 *     +------------- connect -------> connected --the connection's end--> as good as fresh
 * </pre>
 *
 * <p>Closing it leaves the connection to end in its own time, RST or FIN, TIME_WAIT included.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.9.1">RFC 9293, 3.9.1</a>; tcp(7)
 */
public final class TcpEndpoint implements Endpoint {
    private final int id;
    private final boolean isIpv6;
    private final TcpSessions sessions;
    private final Stack stack;
    private final Registry registry;
    private final Options options;
    private final Addressing addressing;
    private final Binding<TcpEndpoint> binding;
    private final Wakeup wakeup = new Wakeup(this, Poll.OUT | Poll.HUP);
    private final StreamNotices notices;
    private final StreamCalls stream;
    private TcpConfig config;

    /** The backlog; null unless listening. */
    private @Nullable TcpListener listener;

    /** The connection; null before connect and for a listener. */
    private @Nullable TcpSession session;

    /** The handshake that will make the connection; null but for one that nobody has accepted yet. */
    private @Nullable SynRequest request;

    private final Attempt attempt;

    TcpEndpoint(
            int id,
            boolean ipv6,
            TcpConfig config,
            Options options,
            Stack stack,
            TcpSessions sessions,
            ActiveOpen activeOpen,
            Registry registry) {
        this.id = id;
        this.isIpv6 = ipv6;
        this.config = config;
        this.options = options;
        this.notices = new StreamNotices(options.notices());
        this.stream = new StreamCalls(sessions, notices);
        this.stack = stack;
        this.sessions = sessions;
        this.attempt = new Attempt(activeOpen);
        this.registry = registry;
        this.addressing = new Addressing(stack, ipv6, options);
        this.binding = new Binding<>(this, options, addressing.any());
    }

    @Override
    public int id() {
        return id;
    }

    /** {@return its switches below TCP, to be read and set} */
    public Options options() {
        return options;
    }

    boolean isIpv6() {
        return isIpv6;
    }

    Addressing addressing() {
        return addressing;
    }

    Binding<TcpEndpoint> binding() {
        return binding;
    }

    @Nullable
    TcpListener listener() {
        return listener;
    }

    @Override
    public int readiness() {
        if (listener != null) {
            return listener.account().waiting() > 0 ? Poll.IN : 0;
        }
        // Linux: a socket that was never connected hangs up and would fail to write at once.
        int bits = session == null ? Poll.OUT | Poll.HUP : session.connection.readiness();
        return bits | notices.readiness();
    }

    @Override
    public int bind(long now, SockAddr local) {
        if (binding.port != 0 || session != null) {
            return Errno.EINVAL.refusal();
        }
        int refusal = addressing.checkLocal(local.address(), false);
        if (refusal != 0) {
            return refusal;
        }
        binding.address = local.address();
        if (!sessions.ports.claim(binding, local.port(), stack.random())) {
            binding.address = addressing.any();
            return Errno.EADDRINUSE.refusal();
        }
        return 0;
    }

    /**
     * {@return {@code -EINPROGRESS}; called again EALREADY while connecting, 0 once connected, then EISCONN; or the
     * error it
     * failed with, or why it was not begun: ENETUNREACH, EADDRNOTAVAIL, EAFNOSUPPORT}
     */
    @Override
    public int connect(long now, SockAddr remote) {
        if (listener != null) {
            return Errno.EISCONN.refusal();
        }
        int answer = attempt.connect(now, this, remote);
        stack.wakeups().touch(wakeup);
        return answer;
    }

    /**
     * sendto with MSG_FASTOPEN: connects and sends at once, if the peer's cookie is known. {@return bytes that leave
     * with the SYN; {@code -EINPROGRESS} if they must wait until it is answered; or why it was not begun, EOPNOTSUPP
     * if tcp_fastopen does not allow it}
     */
    public int sendFastOpen(long now, byte[] bytes, int at, int length, SockAddr remote) {
        Objects.checkFromIndexSize(at, length, bytes.length);
        return listener != null ? Errno.EISCONN.refusal() : attempt.send(now, this, bytes, at, length, remote);
    }

    @Override
    public SockAddr localAddress() {
        SockAddr bound = request != null ? request.local() : new SockAddr(binding.address, binding.port);
        return session != null ? session.local : bound;
    }

    @Override
    public SockAddr remoteAddress() {
        SockAddr none = request != null ? request.remote() : new SockAddr(addressing.any(), 0);
        return session != null ? session.remote : none;
    }

    @Override
    public Errno takeError() {
        if (session == null) {
            return Errno.OK;
        }
        Errno taken = session.connection.takeError();
        stack.wakeups().touch(wakeup);
        return taken;
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
        stopListening(now);
        stream.close(now, session);
        if (binding.holders > 0 && binding.port != 0) {
            sessions.ports.release(binding);
        }
        registry.remove(this);
    }

    private void stopListening(long now) {
        TcpListener closed = listener;
        if (closed == null) {
            return;
        }
        listener = null;
        binding.isListening = false;
        closed.end(now, sessions);
        sessions.observer().onState(now, this, TcpState.LISTEN, TcpState.CLOSED);
    }

    /** Starts to listen, or changes the backlog. {@return 0, -EINVAL if connected, or -EADDRINUSE} */
    public int listen(long now, int backlog) {
        if (session != null && session.connection.state() != TcpState.CLOSED || wakeup.isClosed) {
            return Errno.EINVAL.refusal();
        }
        if (listener != null) {
            listener.account().backlog(config.opening(), backlog);
            return 0;
        }
        boolean hasPort = binding.port != 0 || sessions.ports.claim(binding, 0, stack.random());
        if (!hasPort || !sessions.ports.isFree(binding, binding.port)) {
            return Errno.EADDRINUSE.refusal();
        }
        session = null;
        binding.isListening = true;
        listener = new TcpListener(config.opening(), backlog);
        sessions.observer().onState(now, this, TcpState.CLOSED, TcpState.LISTEN);
        stack.wakeups().touch(wakeup);
        return 0;
    }

    /**
     * {@return the next established connection, or null where a blocking accept would wait or the endpoint does not
     * listen}
     */
    public @Nullable TcpEndpoint accept(long now) {
        TcpSession accepted = listener == null ? null : listener.account().accept();
        if (accepted == null) {
            return null;
        }
        // From now on the application knows it, and may be told of it.
        accepted.endpoint.wakeup.isClosed = false;
        registry.add(accepted.endpoint);
        accepted.endpoint.woken(true);
        stack.wakeups().touch(wakeup);
        return accepted.endpoint;
    }

    /** {@return bytes taken, or -errno: EAGAIN, EPIPE, or the pending error} */
    public int send(long now, byte[] bytes, int at, int length) {
        int stamps = options.notices().timestamping() & NoticeOptions.TX;
        return send(now, bytes, at, length, 0, false, stamps);
    }

    /** The same; {@code kind}: bits of Writing, {@code zeroCopy}: MSG_ZEROCOPY, {@code stamps}: TX bits. */
    public int send(long now, byte[] bytes, int at, int length, int kind, boolean zeroCopy, int stamps) {
        return stream.send(now, session, bytes, at, length, kind, zeroCopy, stamps);
    }

    StreamNotices notices() {
        return notices;
    }

    /** {@return the oldest of what MSG_ERRQUEUE tells, which is thereby taken; null if there is nothing} */
    public @Nullable Notice takeNotice() {
        Notice taken = notices.poll();
        stack.wakeups().touch(wakeup);
        return taken;
    }

    /** {@return when the latest text that can be or was read came in; {@link Notice#NO_TIME} before the first} */
    public long textNanos() {
        return notices.textNanos();
    }

    /** SO_TIMESTAMPING's OPT_ID counts bytes from here: from what is acknowledged, or {@code fromWritten}. */
    public void countBytes(boolean fromWritten) {
        stream.countBytes(session, fromWritten);
    }

    /** {@return bytes read, 0 at the end of the stream, or -errno: EAGAIN, ENOTCONN, or the pending error} */
    public int receive(long now, byte[] into, int at, int length) {
        return stream.receive(now, session, into, at, length);
    }

    /** Like {@link #receive}, but throws the bytes away: MSG_TRUNC. */
    public int skip(long now, int length) {
        return stream.skip(now, session, length);
    }

    /** {@return what can be read without changing anything; null before connect and for a listener} */
    public @Nullable Reading reading() {
        return session == null ? null : session.connection.reading();
    }

    /** TCP_QUICKACK, see {@link TcpConnection#quickAck}. */
    public void quickAck(long now, int value) {
        stream.quickAck(now, session, value);
    }

    /**
     * shutdown with SHUT_RD, SHUT_WR or both; SHUT_RD ends a listener's listening, as on Linux. {@return 0 or
     * -ENOTCONN}
     */
    public int shutdown(long now, boolean read, boolean write) {
        if (listener != null) {
            if (read) {
                stopListening(now);
                stack.wakeups().touch(wakeup);
            }
            return 0;
        }
        return stream.shutdown(now, session, read, write);
    }

    /** Ends the connection at once with RST. */
    public void abort(long now) {
        stream.abort(now, session);
    }

    /** {@return the limits and switches in force, for getsockopt} */
    public TcpConfig config() {
        return session != null ? session.connection.config() : config;
    }

    /** Changes limits and switches: setsockopt. What the route settles, mss and super-segments, stays the route's. */
    public void configure(long now, TcpConfig changed) {
        config = changed;
        if (session != null) {
            TcpConfig current = session.connection.config();
            session.connection.configure(now, Fit.of(changed, current.mss(), current.superSegmentBytes()));
            sessions.settle(now, session);
        }
    }

    /** {@return the state; CLOSED before connect or listen} */
    public TcpState state() {
        return listener != null ? TcpState.LISTEN : session == null ? TcpState.CLOSED : session.connection.state();
    }

    /** {@return the connection's variables; null for a listener or before connect} */
    public @Nullable TcpSnapshot snapshot() {
        return session == null ? null : session.connection.snapshot();
    }

    /** {@return bytes that could be read now: SIOCINQ} */
    public int readable() {
        return session == null ? 0 : session.connection.readable();
    }

    /** {@return connections of a listener that wait for accept} */
    public int waiting() {
        return listener == null ? 0 : listener.account().waiting();
    }

    /** {@return how many may, as listen set it} */
    public int backlog() {
        return listener == null ? 0 : listener.account().backlog();
    }

    void attach(TcpSession opened) {
        session = opened;
        request = null;
    }

    /** The connection has ended: this is as good as fresh. */
    void detach() {
        session = null;
    }

    /** A handshake that is not complete will make this one's connection. */
    void await(SynRequest begun) {
        request = begun;
    }

    @Nullable
    TcpSession session() {
        return session;
    }

    /** {@return whether a connection's own row tells of this endpoint} */
    boolean isTold() {
        return session != null && session.isInTable;
    }

    /** Makes this the end of a connection that nobody has accepted yet. */
    void hide() {
        wakeup.isClosed = true;
    }

    /** Something happened to the connection. */
    void woken(boolean hasNews) {
        if (hasNews) {
            stack.wakeups().news(wakeup);
        } else {
            stack.wakeups().touch(wakeup);
        }
    }
}
