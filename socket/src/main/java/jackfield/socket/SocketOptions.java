package jackfield.socket;

import jackfield.engine.base.Errno;
import jackfield.socket.open.Linux;
import java.net.InetAddress;
import java.time.Duration;

/**
 * The options of sockets, under Linux's names and with Linux's meaning; times are {@link Duration}s in place of Linux's
 * various units.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/socket.7.html">socket(7)</a>, tcp(7), ip(7), ipv6(7)
 */
public final class SocketOptions {
    /** Binding to an address whose earlier connections are in TIME_WAIT succeeds. */
    public static final SocketOption<Boolean> SO_REUSEADDR =
            new SocketOption<>("SO_REUSEADDR", Linux.SOL_SOCKET, Linux.SO_REUSEADDR, OptionCodec.BOOLEAN);

    /** Several sockets of one user may bind to one address and port. */
    public static final SocketOption<Boolean> SO_REUSEPORT =
            new SocketOption<>("SO_REUSEPORT", Linux.SOL_SOCKET, Linux.SO_REUSEPORT, OptionCodec.BOOLEAN);

    /** Idle connections are probed. */
    public static final SocketOption<Boolean> SO_KEEPALIVE =
            new SocketOption<>("SO_KEEPALIVE", Linux.SOL_SOCKET, Linux.SO_KEEPALIVE, OptionCodec.BOOLEAN);

    /** Seconds for which close waits until the peer has everything; 0 resets the connection, -1 is off. */
    public static final SocketOption<Integer> SO_LINGER =
            new SocketOption<>("SO_LINGER", Linux.SOL_SOCKET, Linux.SO_LINGER, OptionCodec.LINGER);

    /** Bytes of the receive buffer; Linux answers twice what was set. */
    public static final SocketOption<Integer> SO_RCVBUF =
            new SocketOption<>("SO_RCVBUF", Linux.SOL_SOCKET, Linux.SO_RCVBUF, OptionCodec.INT);

    /** Bytes of the send buffer; Linux answers twice what was set. */
    public static final SocketOption<Integer> SO_SNDBUF =
            new SocketOption<>("SO_SNDBUF", Linux.SOL_SOCKET, Linux.SO_SNDBUF, OptionCodec.INT);

    /** Bytes without which a stream is not readable, and recv goes on waiting; at most half the receive buffer. */
    public static final SocketOption<Integer> SO_RCVLOWAT =
            new SocketOption<>("SO_RCVLOWAT", Linux.SOL_SOCKET, Linux.SO_RCVLOWAT, OptionCodec.INT);

    /** Bytes of room without which a socket is not writable: 1. Read only. */
    public static final SocketOption<Integer> SO_SNDLOWAT =
            new SocketOption<>("SO_SNDLOWAT", Linux.SOL_SOCKET, Linux.SO_SNDLOWAT, OptionCodec.INT);

    /** The urgent byte is read in its place, like other text. */
    public static final SocketOption<Boolean> SO_OOBINLINE =
            new SocketOption<>("SO_OOBINLINE", Linux.SOL_SOCKET, Linux.SO_OOBINLINE, OptionCodec.BOOLEAN);

    /** Bytes a second at which segments leave at most; {@code Long.MAX_VALUE}, which is so first, for no limit. */
    public static final SocketOption<Long> SO_MAX_PACING_RATE = new SocketOption<>(
            "SO_MAX_PACING_RATE", Linux.SOL_SOCKET, Linux.SO_MAX_PACING_RATE, OptionCodec.UNSIGNED_LONG);

    /** How long recv and accept wait before they answer EAGAIN; zero for ever. */
    public static final SocketOption<Duration> SO_RCVTIMEO =
            new SocketOption<>("SO_RCVTIMEO", Linux.SOL_SOCKET, Linux.SO_RCVTIMEO, OptionCodec.TIMEVAL);

    /** How long send waits before it answers EAGAIN, and connect before EINPROGRESS; zero for ever. */
    public static final SocketOption<Duration> SO_SNDTIMEO =
            new SocketOption<>("SO_SNDTIMEO", Linux.SOL_SOCKET, Linux.SO_SNDTIMEO, OptionCodec.TIMEVAL);

    /** The pending error, which is thereby taken. Read only. */
    public static final SocketOption<Errno> SO_ERROR =
            new SocketOption<>("SO_ERROR", Linux.SOL_SOCKET, Linux.SO_ERROR, OptionCodec.ERRNO);

    /** Datagrams may go to broadcast addresses. */
    public static final SocketOption<Boolean> SO_BROADCAST =
            new SocketOption<>("SO_BROADCAST", Linux.SOL_SOCKET, Linux.SO_BROADCAST, OptionCodec.BOOLEAN);

    /** The type. Read only. */
    public static final SocketOption<Type> SO_TYPE =
            new SocketOption<>("SO_TYPE", Linux.SOL_SOCKET, Linux.SO_TYPE, OptionCodec.TYPE);

    /** Whether the socket listens. Read only. */
    public static final SocketOption<Boolean> SO_ACCEPTCONN =
            new SocketOption<>("SO_ACCEPTCONN", Linux.SOL_SOCKET, Linux.SO_ACCEPTCONN, OptionCodec.BOOLEAN);

    /** Nagle's algorithm is off. */
    public static final SocketOption<Boolean> TCP_NODELAY =
            new SocketOption<>("TCP_NODELAY", Linux.SOL_TCP, Linux.TCP_NODELAY, OptionCodec.BOOLEAN);

    /** Idle time before the first probe; whole seconds. */
    public static final SocketOption<Duration> TCP_KEEPIDLE =
            new SocketOption<>("TCP_KEEPIDLE", Linux.SOL_TCP, Linux.TCP_KEEPIDLE, OptionCodec.SECONDS);

    /** Time between probes; whole seconds. */
    public static final SocketOption<Duration> TCP_KEEPINTVL =
            new SocketOption<>("TCP_KEEPINTVL", Linux.SOL_TCP, Linux.TCP_KEEPINTVL, OptionCodec.SECONDS);

    /** Unanswered probes before the connection ends. */
    public static final SocketOption<Integer> TCP_KEEPCNT =
            new SocketOption<>("TCP_KEEPCNT", Linux.SOL_TCP, Linux.TCP_KEEPCNT, OptionCodec.INT);

    /** How long text may stay unacknowledged before the connection ends; whole milliseconds, zero for the default. */
    public static final SocketOption<Duration> TCP_USER_TIMEOUT =
            new SocketOption<>("TCP_USER_TIMEOUT", Linux.SOL_TCP, Linux.TCP_USER_TIMEOUT, OptionCodec.MILLISECONDS);

    /** Only full segments leave, until this is off again; for 200 ms at most. */
    public static final SocketOption<Boolean> TCP_CORK =
            new SocketOption<>("TCP_CORK", Linux.SOL_TCP, Linux.TCP_CORK, OptionCodec.BOOLEAN);

    /** Acknowledgments do not wait for text of ours to ride on; not kept for ever, as Linux goes by what it sees. */
    public static final SocketOption<Boolean> TCP_QUICKACK =
            new SocketOption<>("TCP_QUICKACK", Linux.SOL_TCP, Linux.TCP_QUICKACK, OptionCodec.BOOLEAN);

    /**
     * Bytes of text of a segment at most, 88 to 32767, and what our SYN tells; later what the connection has settled.
     */
    public static final SocketOption<Integer> TCP_MAXSEG =
            new SocketOption<>("TCP_MAXSEG", Linux.SOL_TCP, Linux.TCP_MAXSEG, OptionCodec.INT);

    /** The window told to the peer is at most so many bytes; 0 for no bound, which only a fresh socket takes. */
    public static final SocketOption<Integer> TCP_WINDOW_CLAMP =
            new SocketOption<>("TCP_WINDOW_CLAMP", Linux.SOL_TCP, Linux.TCP_WINDOW_CLAMP, OptionCodec.INT);

    /** A socket with so many bytes written and not yet sent is not writable; 0 for the default, -1 for no bound. */
    public static final SocketOption<Integer> TCP_NOTSENT_LOWAT =
            new SocketOption<>("TCP_NOTSENT_LOWAT", Linux.SOL_TCP, Linux.TCP_NOTSENT_LOWAT, OptionCodec.INT);

    /** SYNs, or SYN+ACKs of a listener, that are sent again before connect gives up: 1 to 127. */
    public static final SocketOption<Integer> TCP_SYNCNT =
            new SocketOption<>("TCP_SYNCNT", Linux.SOL_TCP, Linux.TCP_SYNCNT, OptionCodec.INT);

    /** How long an orphan waits in FIN_WAIT_2: whole seconds, 120 at most; negative: not at all, zero: the default. */
    public static final SocketOption<Duration> TCP_LINGER2 =
            new SocketOption<>("TCP_LINGER2", Linux.SOL_TCP, Linux.TCP_LINGER2, OptionCodec.SECONDS);

    /**
     * A listener hands out a connection when its first text is there, or after so long; rounded up to 1, 3, 7, 15 s ...
     */
    public static final SocketOption<Duration> TCP_DEFER_ACCEPT =
            new SocketOption<>("TCP_DEFER_ACCEPT", Linux.SOL_TCP, Linux.TCP_DEFER_ACCEPT, OptionCodec.SECONDS);

    /** A listener takes so many connections by Fast Open that are not yet acknowledged; 0 for none. */
    public static final SocketOption<Integer> TCP_FASTOPEN =
            new SocketOption<>("TCP_FASTOPEN", Linux.SOL_TCP, Linux.TCP_FASTOPEN, OptionCodec.INT);

    /** connect returns at once, and the SYN leaves with the first text if the peer is known to take it. */
    public static final SocketOption<Boolean> TCP_FASTOPEN_CONNECT =
            new SocketOption<>("TCP_FASTOPEN_CONNECT", Linux.SOL_TCP, Linux.TCP_FASTOPEN_CONNECT, OptionCodec.BOOLEAN);

    /** Fast Open without a cookie, on either side: for peers that are known to be honest. */
    public static final SocketOption<Boolean> TCP_FASTOPEN_NO_COOKIE = new SocketOption<>(
            "TCP_FASTOPEN_NO_COOKIE", Linux.SOL_TCP, Linux.TCP_FASTOPEN_NO_COOKIE, OptionCodec.BOOLEAN);

    /** The key, or two, of a listener's Fast Open cookies: 16 or 32 bytes; none if it has not been set. */
    public static final SocketOption<byte[]> TCP_FASTOPEN_KEY =
            new SocketOption<>("TCP_FASTOPEN_KEY", Linux.SOL_TCP, Linux.TCP_FASTOPEN_KEY, OptionCodec.BYTES);

    /**
     * The congestion controller, by name: {@code cubic}, which is so first, {@code reno}, {@code bbr}, or one's own.
     */
    public static final SocketOption<String> TCP_CONGESTION =
            new SocketOption<>("TCP_CONGESTION", Linux.SOL_TCP, Linux.TCP_CONGESTION, OptionCodec.NAME);

    /** The connection's variables. Read only. */
    public static final SocketOption<TcpInfo> TCP_INFO =
            new SocketOption<>("TCP_INFO", Linux.SOL_TCP, Linux.TCP_INFO, OptionCodec.TCP_INFO);

    /** An {@link Family#INET6} socket takes no IPv4; before bind only. */
    public static final SocketOption<Boolean> IPV6_V6ONLY =
            new SocketOption<>("IPV6_V6ONLY", Linux.SOL_IPV6, Linux.IPV6_V6ONLY, OptionCodec.BOOLEAN);

    /** Hops a packet may make. */
    public static final SocketOption<Integer> IPV6_UNICAST_HOPS =
            new SocketOption<>("IPV6_UNICAST_HOPS", Linux.SOL_IPV6, Linux.IPV6_UNICAST_HOPS, OptionCodec.INT);

    /** The traffic class octet: DSCP and ECN. */
    public static final SocketOption<Integer> IPV6_TCLASS =
            new SocketOption<>("IPV6_TCLASS", Linux.SOL_IPV6, Linux.IPV6_TCLASS, OptionCodec.INT);

    /** What is written is held, as one datagram, until this is switched off. */
    public static final SocketOption<Boolean> UDP_CORK =
            new SocketOption<>("UDP_CORK", Linux.SOL_UDP, Linux.UDP_CORK, OptionCodec.BOOLEAN);

    /** Hops a packet may make. */
    public static final SocketOption<Integer> IP_TTL =
            new SocketOption<>("IP_TTL", Linux.SOL_IP, Linux.IP_TTL, OptionCodec.INT);

    /** The type-of-service octet: DSCP and ECN. */
    public static final SocketOption<Integer> IP_TOS =
            new SocketOption<>("IP_TOS", Linux.SOL_IP, Linux.IP_TOS, OptionCodec.INT);

    /** Hops a packet to a multicast group may make. */
    public static final SocketOption<Integer> IP_MULTICAST_TTL =
            new SocketOption<>("IP_MULTICAST_TTL", Linux.SOL_IP, Linux.IP_MULTICAST_TTL, OptionCodec.INT);

    /** Hops a packet to a multicast group may make. */
    public static final SocketOption<Integer> IPV6_MULTICAST_HOPS =
            new SocketOption<>("IPV6_MULTICAST_HOPS", Linux.SOL_IPV6, Linux.IPV6_MULTICAST_HOPS, OptionCodec.INT);

    /** How datagrams and segments find out how long they may be: DONT 0, WANT 1, DO 2, PROBE 3, INTERFACE 4, OMIT 5. */
    public static final SocketOption<Integer> IP_MTU_DISCOVER =
            new SocketOption<>("IP_MTU_DISCOVER", Linux.SOL_IP, Linux.IP_MTU_DISCOVER, OptionCodec.INT);

    /** {@link #IP_MTU_DISCOVER} for IPv6. */
    public static final SocketOption<Integer> IPV6_MTU_DISCOVER =
            new SocketOption<>("IPV6_MTU_DISCOVER", Linux.SOL_IPV6, Linux.IPV6_MTU_DISCOVER, OptionCodec.INT);

    /** Bytes of the longest packet that the connection's path is known to take. Read only. */
    public static final SocketOption<Integer> IP_MTU =
            new SocketOption<>("IP_MTU", Linux.SOL_IP, Linux.IP_MTU, OptionCodec.INT);

    /** {@link #IP_MTU} for IPv6. Read only here. */
    public static final SocketOption<Integer> IPV6_MTU =
            new SocketOption<>("IPV6_MTU", Linux.SOL_IPV6, Linux.IPV6_MTU, OptionCodec.INT);

    /** What goes to groups leaves by the interface that has this address, and bears it; 0.0.0.0 leaves it to the route. */
    public static final SocketOption<InetAddress> IP_MULTICAST_IF =
            new SocketOption<>("IP_MULTICAST_IF", Linux.SOL_IP, Linux.IP_MULTICAST_IF, GroupCodecs.IN_ADDR);

    /** What goes to groups leaves by the interface of this index; 0 leaves it to the route. */
    public static final SocketOption<Integer> IPV6_MULTICAST_IF =
            new SocketOption<>("IPV6_MULTICAST_IF", Linux.SOL_IPV6, Linux.IPV6_MULTICAST_IF, OptionCodec.INT);

    /** This host hears what it sends to groups that it has joined. */
    public static final SocketOption<Boolean> IP_MULTICAST_LOOP =
            new SocketOption<>("IP_MULTICAST_LOOP", Linux.SOL_IP, Linux.IP_MULTICAST_LOOP, OptionCodec.BOOLEAN);

    /** {@link #IP_MULTICAST_LOOP} for IPv6. */
    public static final SocketOption<Boolean> IPV6_MULTICAST_LOOP =
            new SocketOption<>("IPV6_MULTICAST_LOOP", Linux.SOL_IPV6, Linux.IPV6_MULTICAST_LOOP, OptionCodec.BOOLEAN);

    /** Groups that only other sockets of this host have joined are heard, too. */
    public static final SocketOption<Boolean> IP_MULTICAST_ALL =
            new SocketOption<>("IP_MULTICAST_ALL", Linux.SOL_IP, Linux.IP_MULTICAST_ALL, OptionCodec.BOOLEAN);

    /** {@link #IP_MULTICAST_ALL} for IPv6. */
    public static final SocketOption<Boolean> IPV6_MULTICAST_ALL =
            new SocketOption<>("IPV6_MULTICAST_ALL", Linux.SOL_IPV6, Linux.IPV6_MULTICAST_ALL, OptionCodec.BOOLEAN);

    /** Joins a group. Set only. */
    public static final SocketOption<Membership> IP_ADD_MEMBERSHIP =
            new SocketOption<>("IP_ADD_MEMBERSHIP", Linux.SOL_IP, Linux.IP_ADD_MEMBERSHIP, GroupCodecs.IP_MREQN);

    /** Leaves a group. Set only. */
    public static final SocketOption<Membership> IP_DROP_MEMBERSHIP =
            new SocketOption<>("IP_DROP_MEMBERSHIP", Linux.SOL_IP, Linux.IP_DROP_MEMBERSHIP, GroupCodecs.IP_MREQN);

    /** Joins an IPv6 group. Set only. */
    public static final SocketOption<Membership> IPV6_JOIN_GROUP =
            new SocketOption<>("IPV6_JOIN_GROUP", Linux.SOL_IPV6, Linux.IPV6_JOIN_GROUP, GroupCodecs.IPV6_MREQ);

    /** Leaves an IPv6 group. Set only. */
    public static final SocketOption<Membership> IPV6_LEAVE_GROUP =
            new SocketOption<>("IPV6_LEAVE_GROUP", Linux.SOL_IPV6, Linux.IPV6_LEAVE_GROUP, GroupCodecs.IPV6_MREQ);

    /** Joins a group for what one source sends, or for one source more. Set only. */
    public static final SocketOption<SourceMembership> IP_ADD_SOURCE_MEMBERSHIP = new SocketOption<>(
            "IP_ADD_SOURCE_MEMBERSHIP", Linux.SOL_IP, Linux.IP_ADD_SOURCE_MEMBERSHIP, GroupCodecs.IP_MREQ_SOURCE);

    /** Leaves a group for a source, and with the last one the group. Set only. */
    public static final SocketOption<SourceMembership> IP_DROP_SOURCE_MEMBERSHIP = new SocketOption<>(
            "IP_DROP_SOURCE_MEMBERSHIP", Linux.SOL_IP, Linux.IP_DROP_SOURCE_MEMBERSHIP, GroupCodecs.IP_MREQ_SOURCE);

    /** Hears a source no longer in a group that was joined for all. Set only. */
    public static final SocketOption<SourceMembership> IP_BLOCK_SOURCE =
            new SocketOption<>("IP_BLOCK_SOURCE", Linux.SOL_IP, Linux.IP_BLOCK_SOURCE, GroupCodecs.IP_MREQ_SOURCE);

    /** Hears a blocked source again. Set only. */
    public static final SocketOption<SourceMembership> IP_UNBLOCK_SOURCE =
            new SocketOption<>("IP_UNBLOCK_SOURCE", Linux.SOL_IP, Linux.IP_UNBLOCK_SOURCE, GroupCodecs.IP_MREQ_SOURCE);

    /** {@link #IP_ADD_SOURCE_MEMBERSHIP} for IPv6. Set only. */
    public static final SocketOption<SourceMembership> MCAST_JOIN_SOURCE_GROUP = new SocketOption<>(
            "MCAST_JOIN_SOURCE_GROUP", Linux.SOL_IPV6, Linux.MCAST_JOIN_SOURCE_GROUP, GroupCodecs.GROUP_SOURCE_REQ);

    /** {@link #IP_DROP_SOURCE_MEMBERSHIP} for IPv6. Set only. */
    public static final SocketOption<SourceMembership> MCAST_LEAVE_SOURCE_GROUP = new SocketOption<>(
            "MCAST_LEAVE_SOURCE_GROUP", Linux.SOL_IPV6, Linux.MCAST_LEAVE_SOURCE_GROUP, GroupCodecs.GROUP_SOURCE_REQ);

    /** {@link #IP_BLOCK_SOURCE} for IPv6. Set only. */
    public static final SocketOption<SourceMembership> MCAST_BLOCK_SOURCE = new SocketOption<>(
            "MCAST_BLOCK_SOURCE", Linux.SOL_IPV6, Linux.MCAST_BLOCK_SOURCE, GroupCodecs.GROUP_SOURCE_REQ);

    /** {@link #IP_UNBLOCK_SOURCE} for IPv6. Set only. */
    public static final SocketOption<SourceMembership> MCAST_UNBLOCK_SOURCE = new SocketOption<>(
            "MCAST_UNBLOCK_SOURCE", Linux.SOL_IPV6, Linux.MCAST_UNBLOCK_SOURCE, GroupCodecs.GROUP_SOURCE_REQ);

    private SocketOptions() {}
}
