package jackfield.engine.endpoint;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.ip.IpFields;
import jackfield.engine.route.Path;
import jackfield.engine.tcp.FastOpen;
import jackfield.engine.tcp.FastOpenQueue;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpConnection;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.Bytes;
import jackfield.wire.IpAddress;
import jackfield.wire.Ipv4Header;
import jackfield.wire.Ipv6Header;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpSegment;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs the connections: whatever touched one, looks what changed, arms its timer, and has it asked for segments.
 *
 * <pre>
 *   input | command | timer -> connection -> settle -> state told, endpoint woken, alarm armed
 *                                                \-> pull queue -> drain: nextSegment -> Egress
 * </pre>
 */
final class TcpSessions implements TcpSession.Keeper {
    private static final int IPV4_HEADERS = Ipv4Header.LENGTH + TcpHeader.LENGTH;
    private static final int IPV6_HEADERS = Ipv6Header.LENGTH + TcpHeader.LENGTH;

    final SessionTable table;
    final Ports<TcpEndpoint> ports = new Ports<>();
    final FastOpenCache cookies = new FastOpenCache();
    private final Stack stack;
    private final TcpObserver observer;
    private final ArrayDeque<TcpSession> pulled = new ArrayDeque<>();

    TcpSessions(Stack stack, TcpObserver observer) {
        this.stack = stack;
        this.observer = observer;
        this.table = new SessionTable(stack.hash());
    }

    TcpObserver observer() {
        return observer;
    }

    /**
     * Takes in a connection that has just been opened; its binding is held once more.
     *
     * @param told the state that the observer was last told of; CLOSED before the first
     */
    TcpSession add(
            long now,
            TcpConnection connection,
            TcpEndpoint endpoint,
            Binding<TcpEndpoint> binding,
            SockAddr local,
            SockAddr remote,
            TcpState told) {
        var session = new TcpSession(connection, endpoint, binding, local, remote, this);
        session.state = told;
        binding.holders++;
        table.add(session);
        endpoint.attach(session);
        settle(now, session);
        return session;
    }

    @Override
    public void onTimeout(long now, TcpSession session) {
        session.connection.onTime(now);
        settle(now, session);
    }

    /** Something happened to a connection: it may have changed, and may have something to send. */
    void settle(long now, TcpSession session) {
        if (!session.isToBePulled) {
            session.isToBePulled = true;
            pulled.add(session);
        }
        look(now, session);
    }

    private void look(long now, TcpSession session) {
        TcpConnection connection = session.connection;
        TcpState state = connection.state();
        // Linux wakes on every change of state: SO_LINGER waits for the acknowledgment of our FIN.
        boolean hasNews = state != session.state && isFinUnacknowledged(session.state);
        if (state != session.state) {
            TcpState from = session.state;
            session.state = state;
            onState(now, session, state);
            observer.onState(now, session.endpoint, from, state);
        }
        stack.timers().arm(session.alarm, connection.nextDeadline());
        int readable = connection.readable();
        StreamNotices notices = session.endpoint.notices();
        hasNews |= notices.onProgress(now, connection.progress(), state == TcpState.CLOSED);
        if (readable > session.readable) {
            hasNews = true;
            notices.onText(now);
        }
        session.readable = readable;
        session.endpoint.woken(hasNews);
    }

    private static boolean isFinUnacknowledged(TcpState state) {
        return state == TcpState.FIN_WAIT_1 || state == TcpState.CLOSING || state == TcpState.LAST_ACK;
    }

    private void onState(long now, TcpSession session, TcpState state) {
        FastOpenQueue queue = session.fastOpenQueue;
        if (queue != null && state != TcpState.SYN_RCVD) {
            queue.onSettled(now, state == TcpState.CLOSED && session.connection.wasReset());
            session.fastOpenQueue = null;
        }
        FastOpen.Lesson lesson = session.connection.takeLesson();
        if (lesson != null) {
            cookies.learn(session.remote.address(), lesson);
        }
        if (state == TcpState.CLOSED) {
            remove(session);
        }
    }

    /** Takes a connection out of the way of packets; what it has still to send, it sends. */
    void remove(TcpSession session) {
        if (!session.isInTable) {
            return;
        }
        table.remove(session);
        ports.release(session.binding);
    }

    /** A younger connection takes the four-tuple of one in TIME_WAIT, which thereby ends. */
    void replace(long now, TcpSession session) {
        session.connection.abort(now);
        settle(now, session);
    }

    /** {@return whether a drain would find something to ask} */
    boolean isIdle() {
        return pulled.isEmpty();
    }

    /** Output: asks the connections in turn for one segment. {@return false if none has anything to send} */
    boolean pull(long now) {
        TcpSession session;
        while ((session = pulled.poll()) != null) {
            int mtu = tellPath(now, session, false);
            int longest = Math.max(session.connection.config().superSegmentBytes(), mtu);
            PacketBuffer packet = stack.pool().take(longest);
            TcpSegment segment = session.connection.nextSegment(now, packet);
            look(now, session);
            if (segment != null) {
                pulled.add(session);
                transmit(now, session, segment, packet);
                return true;
            }
            stack.pool().release(packet);
            session.isToBePulled = false;
            if (session.state == TcpState.CLOSED) {
                stack.timers().disarm(session.alarm);
            }
        }
        return false;
    }

    private void transmit(long now, TcpSession session, TcpSegment segment, PacketBuffer packet) {
        IpAddress destination = session.remote.address();
        Path path = session.endpoint.addressing().path(destination, session.local.address());
        if (path == null) {
            stack.drops().count(DropReason.NO_ROUTE);
            stack.pool().release(packet);
            session.connection.onUnreachable(now, Errno.ENETUNREACH, false, segment.seq());
            return;
        }
        TcpHeader.prepend(packet, segment, session.local.address(), destination);
        StreamNotices notices = session.endpoint.notices();
        if (notices.watches()) {
            notices.onSegment(now, segment, packet);
        }
        boolean mustCut = stack.pathMtu().mustCut(now, destination);
        IpFields fields = session.endpoint.addressing().tcpFields(destination, session.connection.ecn(), mustCut);
        stack.egress().send(now, packet, destination, path, fields, session.sender);
    }

    /** The neighbour could not be found: RFC 1122, 4.2.3.9, as if ICMP had said so. */
    @Override
    public void onUndeliverable(long now, TcpSession session, Errno error, PacketBuffer packet) {
        int header = session.remote.address().isIpv4() ? Ipv4Header.LENGTH : Ipv6Header.LENGTH;
        int seq = Bytes.i32(packet.bytes(), packet.start() + header + 4);
        session.connection.onUnreachable(now, error, true, seq);
        settle(now, session);
    }

    /** A router says that something in flight was too long: what is leaves again, unless routers are to cut it. */
    void onTooLong(long now, TcpSession session) {
        tellPath(now, session, session.endpoint.options().mayLearnMtu());
        settle(now, session);
    }

    /** Tells a connection how long its packets may be now. {@return that} */
    private int tellPath(long now, TcpSession session, boolean isNarrowed) {
        IpAddress destination = session.remote.address();
        Path path = session.endpoint.addressing().path(destination, session.local.address());
        if (path == null) {
            return session.connection.snapshot().pathMtu();
        }
        int headerBytes = destination.isIpv4() ? IPV4_HEADERS : IPV6_HEADERS;
        int longest = path.mss() + headerBytes;
        int mtu = stack.pathMtu().of(now, destination, longest);
        session.connection.onPath(now, mtu, headerBytes, isNarrowed);
        return mtu;
    }

    /** {@return the settings of a connection that goes by {@code path}} */
    TcpConfig fit(long now, TcpConfig config, IpAddress destination, Path path) {
        int mtu = path.via().mtu();
        int known = stack.pathMtu().of(now, destination, mtu);
        int mss = path.mss() - (mtu - known);
        int most = config.path().maxSegmentBytes();
        return Fit.of(config, most > 0 ? Math.min(most, mss) : mss, path.via().superSegmentBytes());
    }

    /** {@return the connection of a four-tuple; null if there is none} */
    @Nullable
    Conversation find(SockAddr local, SockAddr remote) {
        return table.find(local, remote);
    }
}
