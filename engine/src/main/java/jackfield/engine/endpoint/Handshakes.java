package jackfield.engine.endpoint;

import jackfield.engine.base.Deadline;
import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Sender;
import jackfield.engine.icmp.IcmpError;
import jackfield.engine.route.Path;
import jackfield.engine.tcp.FastOpen;
import jackfield.engine.tcp.FastOpenCookies;
import jackfield.engine.tcp.HalfOpen;
import jackfield.engine.tcp.InitialSequence;
import jackfield.engine.tcp.Listener;
import jackfield.engine.tcp.OpeningConfig;
import jackfield.engine.tcp.Reset;
import jackfield.engine.tcp.SynCookie;
import jackfield.engine.tcp.TcpConfig;
import jackfield.engine.tcp.TcpConnection;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.IpAddress;
import jackfield.wire.IpEcn;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * Completes the handshakes that others begin: answers SYNs, keeps little or nothing, and makes a connection of the
 * third segment.
 *
 * <pre>
 *   SYN -> Listener: room?      -> SynRequest, SYN+ACK --third segment--> TcpSession, accept queue
 *                    too many   -> SynCookie,  SYN+ACK --third segment----^
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7.2">RFC 9293, 3.10.7.2</a>; RFC 4987, 3
 */
final class Handshakes {
    /** Linux: a cookie is looked for only where one was given in the last two minutes. */
    private static final long COOKIE_LIFE_NANOS = 120_000_000_000L;

    /** tcp_fastopen: every listener has the option. */
    private static final int ALL_LISTENERS = 0x400;

    /** Makes the endpoint that accept will hand out. */
    interface Children {
        TcpEndpoint child(TcpEndpoint listener);
    }

    private final Stack stack;
    private final TcpSessions sessions;
    private final InitialSequence sequence;
    private final SynCookie cookies;
    private final FastOpenCookies fastOpenCookies;
    private final Children children;
    private final Segments segments;

    Handshakes(Stack stack, TcpSessions sessions, InitialSequence sequence, Children children, Segments segments) {
        this.stack = stack;
        this.sessions = sessions;
        this.sequence = sequence;
        this.cookies = new SynCookie(stack.random());
        this.fastOpenCookies = new FastOpenCookies(stack.random());
        this.children = children;
        this.segments = segments;
    }

    /**
     * Answers a SYN. {@return null, or why there is no answer}
     *
     * @param isProven whether the peer is known to be there: its SYN takes the place of a connection in TIME_WAIT
     */
    @Nullable
    DropReason onSyn(
            long now,
            TcpEndpoint owner,
            TcpSegment syn,
            int ecn,
            SockAddr local,
            SockAddr remote,
            int iss,
            boolean isProven) {
        TcpListener listener = owner.listener();
        Listener.Admission admission = listener == null
                ? Listener.Admission.DROP
                : listener.account().admit(owner.config().opening(), isProven);
        if (listener == null || admission == Listener.Admission.DROP) {
            return DropReason.BACKLOG_FULL;
        }
        Path path = owner.addressing().path(remote.address(), local.address());
        if (path == null || path.isBroadcast()) {
            return DropReason.NO_ROUTE;
        }
        TcpConfig config = sessions.fit(now, owner.config(), remote.address(), path);
        int offset = sequence.timestampOffset(local.address(), remote.address());
        if (admission == Listener.Admission.COOKIE) {
            listener.lastCookieNanos = now;
            TcpSegment answer = cookies.answer(now, config, syn, ecn, offset, local.address(), remote.address());
            segments.send(now, owner, answer, local.address(), remote.address());
            return null;
        }
        boolean hasRoom = listener.fastOpens.hasRoom(now, fastOpenBacklog(config.opening(), listener));
        FastOpen cookie = FastOpen.off();
        switch (fastOpenCookies.judge(config.opening(), syn, remote.address(), local.address(), hasRoom)) {
            case FastOpenCookies.Plain plain -> {}
            case FastOpenCookies.Tell tell -> cookie = FastOpen.text(tell.cookie(), tell.isExperimental(), 0, false);
            case FastOpenCookies.Open open -> {
                FastOpen renewed = open.renewed().length == 0
                        ? FastOpen.off()
                        : FastOpen.text(open.renewed(), open.isExperimental(), 0, false);
                open(now, owner, TcpConnection.answer(now, config, syn, ecn, iss, offset, renewed), local, remote);
                return null;
            }
        }
        HalfOpen half = HalfOpen.of(config, syn, ecn, iss, offset);
        var request = new SynRequest(half, owner, listener, local, remote, this);
        sessions.table.add(request);
        listener.add(request);
        if (sessions.observer().isOn()) {
            request.child = children.child(owner);
            request.child.await(request);
            sessions.observer().onState(now, request.child, TcpState.CLOSED, TcpState.SYN_RCVD);
        }
        stack.timers().arm(request.alarm, Deadline.after(now, half.timeoutNanos(config)));
        TcpSegment synAck = half.synAck(now, config, cookie);
        segments.send(now, owner, synAck, local.address(), remote.address());
        return null;
    }

    /** RFC 7413, 4.2.2: the connection begins before its handshake is complete. */
    private void open(long now, TcpEndpoint owner, TcpConnection connection, SockAddr local, SockAddr remote) {
        TcpSession session =
                sessions.add(now, connection, children.child(owner), owner.binding(), local, remote, TcpState.CLOSED);
        TcpListener listener = owner.listener();
        if (listener != null) {
            session.fastOpenQueue = listener.fastOpens;
            listener.fastOpens.onOpened();
            listener.account().onEstablished(session);
            owner.woken(true);
        }
    }

    /** TCP_FASTOPEN of the listener, or all its backlog where tcp_fastopen says so. */
    private static int fastOpenBacklog(OpeningConfig config, TcpListener listener) {
        boolean isForAll = (config.fastOpen() & ALL_LISTENERS) != 0;
        return config.fastOpenBacklog() == 0 && isForAll
                ? listener.account().backlog()
                : Math.min(config.fastOpenBacklog(), config.mostBacklog());
    }

    private void answer(long now, SynRequest request, TcpConfig config) {
        TcpSegment synAck = request.half.synAck(now, config);
        segments.send(now, request.owner, synAck, request.localAddress(), request.remoteAddress());
    }

    private @Nullable TcpConfig config(long now, SynRequest request) {
        IpAddress remote = request.remoteAddress();
        Path path = request.owner.addressing().path(remote, request.localAddress());
        return path == null ? null : sessions.fit(now, request.owner.config(), remote, path);
    }

    /** A segment came for a handshake that waits for its third. {@return null, or why it was dropped} */
    @Nullable
    DropReason onSegment(long now, SynRequest request, TcpSegment segment, int ecn) {
        TcpConfig config = config(now, request);
        if (config == null) {
            return DropReason.NO_ROUTE;
        }
        switch (request.half.onSegment(now, config, segment, ecn)) {
            case DROP -> {
                return DropReason.TCP_UNACCEPTABLE;
            }
            case REPEAT -> {
                answer(now, request, config);
                // Linux: the timer begins anew.
                stack.timers().arm(request.alarm, Deadline.after(now, request.half.timeoutNanos(config)));
            }
            case ACKNOWLEDGE -> {
                TcpSegment answer = request.half.acknowledgment(now, config);
                segments.send(now, request.owner, answer, request.localAddress(), request.remoteAddress());
                return DropReason.TCP_UNACCEPTABLE;
            }
            case REFUSE -> {
                reset(now, request, segment);
                return DropReason.TCP_UNACCEPTABLE;
            }
            case RESET -> remove(now, request);
            case ABORT -> {
                reset(now, request, segment);
                remove(now, request);
            }
            case ESTABLISH -> {
                return establish(now, request, config, segment, ecn);
            }
        }
        return null;
    }

    private @Nullable DropReason establish(
            long now, SynRequest request, TcpConfig config, TcpSegment segment, int ecn) {
        if (request.half.defers(config, segment)) {
            request.half.onAcknowledged();
            return null;
        }
        if (!request.listener.account().mayEstablish()) {
            // Linux: the third segment is as if lost; our SYN+ACK will ask for it again.
            request.half.onAcknowledged();
            if (config.opening().abortOnOverflow()) {
                reset(now, request, segment);
                remove(now, request);
            }
            return DropReason.BACKLOG_FULL;
        }
        TcpEndpoint child = request.child;
        TcpState told = child == null ? TcpState.CLOSED : TcpState.SYN_RCVD;
        forget(request);
        if (child == null) {
            child = children.child(request.owner);
        }
        SockAddr local = request.local();
        complete(now, request.owner, child, request.half, config, segment, ecn, local, request.remote(), told);
        return null;
    }

    private void complete(
            long now,
            TcpEndpoint owner,
            TcpEndpoint child,
            HalfOpen half,
            TcpConfig config,
            TcpSegment segment,
            int ecn,
            SockAddr local,
            SockAddr remote,
            TcpState told) {
        TcpListener listener = owner.listener();
        TcpConnection connection = TcpConnection.complete(now, config, half);
        connection.onSegment(now, segment, ecn);
        TcpSession session = sessions.add(now, connection, child, owner.binding(), local, remote, told);
        if (listener != null) {
            listener.account().onEstablished(session);
            owner.woken(true);
        }
    }

    /**
     * An acknowledgment came that belongs to no connection: it may bear a cookie. {@return whether it does, or was
     * dropped as there is no room}
     */
    boolean onStrayAck(long now, TcpEndpoint owner, TcpSegment segment, int ecn, SockAddr local, SockAddr remote) {
        TcpListener listener = owner.listener();
        boolean isExpected = listener != null
                && now - listener.lastCookieNanos <= COOKIE_LIFE_NANOS
                && owner.config().opening().synCookies() != 0
                && !segment.has(TcpFlags.SYN);
        Path path = isExpected ? owner.addressing().path(remote.address(), local.address()) : null;
        if (listener == null || path == null || path.isBroadcast()) {
            return false;
        }
        TcpConfig config = sessions.fit(now, owner.config(), remote.address(), path);
        int offset = sequence.timestampOffset(local.address(), remote.address());
        HalfOpen half = cookies.check(now, config, segment, offset, local.address(), remote.address());
        if (half == null) {
            return false;
        }
        if (!listener.account().mayEstablish()) {
            stack.drops().count(DropReason.BACKLOG_FULL);
            return true;
        }
        complete(now, owner, children.child(owner), half, config, segment, ecn, local, remote, TcpState.CLOSED);
        return true;
    }

    /** The timer of a handshake has run out. */
    void onTimeout(long now, SynRequest request) {
        TcpConfig config = config(now, request);
        HalfOpen half = request.half;
        int most = request.listener
                .account()
                .mostTimeouts(request.owner.config().opening().synAckRetries());
        if (config == null || half.isExpired(config, most)) {
            remove(now, request);
            return;
        }
        if (half.timeouts() == 0) {
            request.listener.account().onAged();
        }
        if (half.onTimeout(config)) {
            answer(now, request, config);
        }
        stack.timers().arm(request.alarm, Deadline.after(now, half.timeoutNanos(config)));
    }

    /** A handshake is over before it was complete. */
    void remove(long now, SynRequest request) {
        forget(request);
        if (request.child != null) {
            sessions.observer().onState(now, request.child, TcpState.SYN_RCVD, TcpState.CLOSED);
        }
    }

    /** An error came about the SYN+ACK. {@return whether it is about that} */
    boolean onError(long now, SynRequest request, IcmpError error) {
        // RFC 5927 4.1: who does not know the number is not on the path.
        if (!request.half.isOurs(error.quoted().seq())) {
            return false;
        }
        // Linux: dropped silently, as accept has nobody to tell; not for errors that may pass.
        if (error.error() == Errno.ENETUNREACH
                || error.error() == Errno.EHOSTUNREACH
                || error.error() == Errno.EPROTO) {
            remove(now, request);
        }
        return true;
    }

    private void forget(SynRequest request) {
        stack.timers().disarm(request.alarm);
        sessions.table.remove(request);
        request.listener.remove(request);
    }

    private void reset(long now, SynRequest request, TcpSegment segment) {
        TcpSegment answer = Reset.answer(segment);
        if (answer != null) {
            segments.send(now, request.owner, answer, request.localAddress(), request.remoteAddress());
        }
    }

    /** Sends segments that no connection sends. */
    static final class Segments {
        private final Stack stack;

        Segments(Stack stack) {
            this.stack = stack;
        }

        void send(long now, TcpEndpoint owner, TcpSegment segment, IpAddress local, IpAddress remote) {
            Path path = owner.addressing().path(remote, local);
            if (path == null || path.isBroadcast()) {
                stack.drops().count(DropReason.NO_ROUTE);
                return;
            }
            PacketBuffer packet = stack.pool().take(0);
            TcpHeader.prepend(packet, segment, local, remote);
            stack.egress()
                    .send(
                            now,
                            packet,
                            remote,
                            path,
                            owner.addressing()
                                    .tcpFields(
                                            remote,
                                            IpEcn.NOT_ECT,
                                            stack.pathMtu().mustCut(now, remote)),
                            Sender.NOBODY);
        }
    }
}
