package jackfield.engine.endpoint;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Sender;
import jackfield.engine.icmp.IcmpError;
import jackfield.engine.icmp.QuotedPacket;
import jackfield.engine.ip.IpFields;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.engine.route.Path;
import jackfield.engine.tcp.InitialSequence;
import jackfield.engine.tcp.Reset;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.engine.tcp.TcpState;
import jackfield.wire.IpAddress;
import jackfield.wire.IpEcn;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.Malformed;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SequenceNumber;
import jackfield.wire.SockAddr;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpHeader;
import jackfield.wire.TcpSegment;
import org.jspecify.annotations.Nullable;

/**
 * Finds whom a segment is for: the connection of its four-tuple, else a listener, else nobody, who answers RST.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.10.7">RFC 9293, 3.10.7</a>
 */
public final class TcpTable {
    private static final int REINCARNATION_GAP = 65_537;

    private final Stack stack;
    private final TcpSessions sessions;
    private final InitialSequence sequence;
    private final Handshakes handshakes;
    private final int hopLimit;

    TcpTable(Stack stack, TcpSessions sessions, InitialSequence sequence, Handshakes handshakes, int hopLimit) {
        this.stack = stack;
        this.sessions = sessions;
        this.sequence = sequence;
        this.handshakes = handshakes;
        this.hopLimit = hopLimit;
    }

    /** Input: a TCP packet, borrowed. */
    public void onPacket(long now, IpInterface in, PacketBuffer packet, IpPacket ip, boolean toGroup) {
        switch (TcpSegment.decode(packet, ip)) {
            case Malformed fault -> stack.drops().count(fault);
            case TcpSegment segment -> {
                if (toGroup) {
                    // RFC 9293, MUST-57: a segment for a group is silently discarded.
                    stack.drops().count(DropReason.MARTIAN);
                } else {
                    onSegment(now, in, ip, segment);
                }
            }
        }
    }

    private void onSegment(long now, IpInterface in, IpPacket ip, TcpSegment segment) {
        Conversation found = sessions.table.find(
                ip.destinationHigh(),
                ip.destinationLow(),
                segment.destinationPort(),
                ip.sourceHigh(),
                ip.sourceLow(),
                segment.sourcePort());
        int ecn = ip.trafficClass() & IpEcn.MASK;
        switch (found) {
            case null -> onStranger(now, in, ip, segment, ecn, null);
            case SynRequest request -> count(handshakes.onSegment(now, request, segment, ecn));
            case TcpSession session
            when isNewIncarnation(session, segment) -> onStranger(now, in, ip, segment, ecn, session);
            case TcpSession session -> deliver(now, session, segment, ecn);
        }
    }

    private void count(@Nullable DropReason reason) {
        if (reason != null) {
            stack.drops().count(reason);
        }
    }

    /** A segment that no connection waits for; {@code replaced} is in TIME_WAIT. */
    private void onStranger(
            long now, IpInterface in, IpPacket ip, TcpSegment segment, int ecn, @Nullable TcpSession replaced) {
        IpAddress local = ip.destination();
        SockAddr from = new SockAddr(ip.source(), segment.sourcePort());
        TcpEndpoint endpoint = findListener(local, segment.destinationPort(), from, in.id());
        if (endpoint != null) {
            onListener(now, endpoint, segment, ecn, new SockAddr(local, segment.destinationPort()), from, replaced);
        } else if (replaced != null) {
            deliver(now, replaced, segment, ecn);
        } else {
            stack.drops().count(DropReason.NO_ENDPOINT);
            reset(now, segment, local, from.address());
        }
    }

    private void deliver(long now, TcpSession session, TcpSegment segment, int ecn) {
        if (!session.connection.onSegment(now, segment, ecn)) {
            stack.drops().count(DropReason.TCP_UNACCEPTABLE);
        }
        sessions.settle(now, session);
    }

    /** RFC 9293, 3.6.1, MAY-2; RFC 6191: a SYN that must be younger than the connection in TIME_WAIT may replace it. */
    private static boolean isNewIncarnation(TcpSession session, TcpSegment segment) {
        return session.state == TcpState.TIME_WAIT && session.connection.mayReuse(segment);
    }

    private void onListener(
            long now,
            TcpEndpoint endpoint,
            TcpSegment segment,
            int ecn,
            SockAddr local,
            SockAddr remote,
            @Nullable TcpSession replaced) {
        // RFC 9293, 3.10.7.2: first RST, then ACK, then SYN.
        if (segment.has(TcpFlags.RST)) {
            stack.drops().count(DropReason.TCP_UNACCEPTABLE);
        } else if (segment.has(TcpFlags.ACK)) {
            if (!handshakes.onStrayAck(now, endpoint, segment, ecn, local, remote)) {
                stack.drops().count(DropReason.TCP_UNACCEPTABLE);
                reset(now, segment, local.address(), remote.address());
            }
        } else if (!segment.has(TcpFlags.SYN) || segment.has(TcpFlags.FIN)) {
            stack.drops().count(DropReason.TCP_UNACCEPTABLE);
        } else {
            int iss = sequence.next(now, local.address(), local.port(), remote.address(), remote.port());
            if (replaced != null) {
                // RFC 9293, 3.6.1: beyond all that the old connection sent; the distance is Linux's.
                iss = replaced.connection.snapshot().sndNxt() + REINCARNATION_GAP;
                sessions.replace(now, replaced);
            }
            boolean isProven = replaced != null;
            count(handshakes.onSyn(now, endpoint, segment, ecn, local, remote, iss, isProven));
        }
    }

    private @Nullable TcpEndpoint findListener(IpAddress local, int port, SockAddr remote, int interfaceId) {
        Binding<TcpEndpoint> best = null;
        int bestScore = -1;
        int equals = 0;
        for (Binding<TcpEndpoint> binding = sessions.ports.first(port); binding != null; binding = binding.next) {
            int score = binding.port == port && binding.isListening ? score(binding, local, interfaceId) : -1;
            if (score > bestScore) {
                best = binding;
                bestScore = score;
                equals = 1;
            } else if (score >= 0 && score == bestScore && binding.options.reusePort()) {
                equals++;
                IpAddress from = remote.address();
                long hash = stack.hash().hash(from.high(), from.low(), local.low(), remote.port(), equals);
                best = Long.remainderUnsigned(hash, equals) == 0 ? binding : best;
            }
        }
        return best == null ? null : best.owner;
    }

    private static int score(Binding<TcpEndpoint> binding, IpAddress local, int interfaceId) {
        int device = binding.options.device();
        if (!binding.covers(local) || device != Interfaces.ANY && device != interfaceId) {
            return -1;
        }
        return (binding.address.isAny() ? 0 : 4)
                + (device != Interfaces.ANY ? 2 : 0)
                + (binding.address.isIpv4() == local.isIpv4() ? 1 : 0);
    }

    private void reset(long now, TcpSegment segment, IpAddress from, IpAddress to) {
        TcpSegment answer = Reset.answer(segment);
        if (answer == null) {
            return;
        }
        Path path = stack.routes().find(to, from, Interfaces.ANY);
        if (path == null || path.isBroadcast()) {
            stack.drops().count(DropReason.NO_ROUTE);
            return;
        }
        PacketBuffer packet = stack.pool().take(0);
        TcpHeader.prepend(packet, answer, from, to);
        stack.egress().send(now, packet, to, path, new IpFields(IpProtocol.TCP, hopLimit, 0, true), Sender.NOBODY);
    }

    /** Input: an error about a segment of ours. {@return whether it is about one that is in flight now} */
    public boolean onError(long now, IcmpError error) {
        QuotedPacket quoted = error.quoted();
        Conversation found = sessions.table.find(
                quoted.source().high(),
                quoted.source().low(),
                quoted.sourcePort(),
                quoted.destination().high(),
                quoted.destination().low(),
                quoted.destinationPort());
        return switch (found) {
            case null -> false;
            case SynRequest request -> handshakes.onError(now, request, error);
            case TcpSession session -> onError(now, session, error, quoted);
        };
    }

    private boolean onError(long now, TcpSession session, IcmpError error, QuotedPacket quoted) {
        TcpSnapshot snapshot = session.connection.snapshot();
        int flight = SequenceNumber.distance(snapshot.sndUna(), snapshot.sndNxt());
        // RFC 5927, 4.1: who does not know what is in flight is not on the path.
        if (!SequenceNumber.isWithin(quoted.seq(), snapshot.sndUna(), flight)) {
            return false;
        }
        if (error.error() == Errno.EMSGSIZE) {
            stack.pathMtu().learn(now, quoted.destination(), error.mtu());
            sessions.onTooLong(now, session);
        } else {
            session.connection.onUnreachable(now, error.error(), true, quoted.seq());
            sessions.settle(now, session);
        }
        return true;
    }

    /** Output: has one connection send one segment. {@return false if none has anything to send} */
    public boolean pull(long now) {
        return sessions.pull(now);
    }

    /** {@return whether no connection is to be asked for segments} */
    public boolean isIdle() {
        return sessions.isIdle();
    }
}
