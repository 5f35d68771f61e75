package jackfield.socket.option;

import jackfield.engine.base.Errno;
import jackfield.socket.Family;
import jackfield.socket.Hatch;
import jackfield.socket.Membership;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOption;
import jackfield.socket.SocketOptions;
import jackfield.socket.SourceMembership;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The groups that one of Java's datagram sockets has joined, and which of our interfaces Java's stand for.
 *
 * <pre>
 *   an IPv4 group, and an interface with an address of ours     the interface of ours that has it
 *   everything else: null, the loopback, those of this machine  the way the route to the group leads: the first
 *                                                               interface that can, the loopback if there is no other
 *   on the kernel's sockets                                     the interface itself
 * </pre>
 *
 * <p>As the JDK does, a socket hears no groups that only others have joined. Thread-safe.
 */
public final class SocketGroups {
    private static final InetAddress ANY = any();

    private record Joined(
            InetAddress group,
            @Nullable NetworkInterface via,
            @Nullable InetAddress source,
            Way way) {}

    /** How an interface is named to the socket: by an address (IPv4) or by an index. */
    private record Way(InetAddress address, int index) {}

    private final Socket socket;
    private final List<Joined> all = new ArrayList<>();
    private @Nullable NetworkInterface chosen;

    /** Makes a socket in no group. */
    public SocketGroups(Socket socket) throws SocketException {
        this.socket = socket;
        socket.setsockopt(SocketOptions.IP_MULTICAST_ALL, false);
        if (socket.family() == Family.INET6) {
            socket.setsockopt(SocketOptions.IPV6_MULTICAST_ALL, false);
        }
    }

    private static InetAddress any() {
        try {
            return InetAddress.getByAddress(new byte[4]);
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /** {@return whether an option is {@code IP_MULTICAST_IF}, which is asked and set here} */
    public static boolean names(java.net.SocketOption<?> option) {
        return option.equals(StandardSocketOptions.IP_MULTICAST_IF);
    }

    /** {@return the interface that {@code IP_MULTICAST_IF} was set to, null for none} */
    public synchronized @Nullable NetworkInterface chosen() {
        return chosen;
    }

    /** Sets {@code IP_MULTICAST_IF}. */
    public synchronized void choose(NetworkInterface via) throws IOException {
        try {
            if (socket.family() == Family.INET6) {
                socket.setsockopt(SocketOptions.IPV6_MULTICAST_IF, index(via));
            }
            chooseIpv4(via);
        } catch (SocketException e) {
            throw Refusals.ofTransfer(e);
        }
        chosen = via;
    }

    private void chooseIpv4(NetworkInterface via) throws SocketException {
        for (Way way : ways(via, true)) {
            try {
                socket.setsockopt(SocketOptions.IP_MULTICAST_IF, way.address());
                return;
            } catch (SocketException e) {
                if (e.errno() != Errno.EADDRNOTAVAIL || Hatch.isKernel(socket)) {
                    throw e;
                }
            }
        }
    }

    private int index(@Nullable NetworkInterface via) {
        return via != null && Hatch.isKernel(socket) ? via.getIndex() : 0;
    }

    /** {@return the names to try one after the other} */
    private List<Way> ways(@Nullable NetworkInterface via, boolean isIpv4) {
        List<Way> ways = new ArrayList<>();
        boolean isKernel = Hatch.isKernel(socket);
        if (isIpv4 && via != null) {
            via.inetAddresses()
                    .filter(address -> address instanceof Inet4Address && (isKernel || !address.isLoopbackAddress()))
                    .forEach(address -> ways.add(new Way(address, 0)));
        }
        if (!isKernel || !isIpv4 || via == null) {
            ways.add(new Way(ANY, index(via)));
        }
        return ways;
    }

    /** {@return whether the group is joined, for all sources or for some} */
    public synchronized boolean isMember(InetAddress group, @Nullable NetworkInterface via) {
        return all.stream().anyMatch(joined -> joined.group.equals(group) && Objects.equals(joined.via, via));
    }

    /** Joins a group, for one source or, if that is null, for all. */
    public synchronized void join(InetAddress group, @Nullable NetworkInterface via, @Nullable InetAddress source)
            throws IOException {
        boolean isIpv4 = group instanceof Inet4Address;
        List<Way> ways = ways(via, isIpv4);
        if (ways.isEmpty()) {
            throw new IOException("Network interface not configured for IPv4");
        }
        for (Iterator<Way> left = ways.iterator(); left.hasNext(); ) {
            Way way = left.next();
            try {
                tell(SourceVerb.JOIN, group, source, way);
                all.add(new Joined(group, via, source, way));
                return;
            } catch (SocketException e) {
                if (e.errno() != Errno.ENODEV || !left.hasNext()) {
                    throw Refusals.ofTransfer(e);
                }
            }
        }
    }

    /** Leaves what was joined. */
    public synchronized void leave(InetAddress group, @Nullable NetworkInterface via, @Nullable InetAddress source)
            throws IOException {
        Joined joined = find(group, via, source);
        all.remove(joined);
        tellAbout(SourceVerb.LEAVE, group, source, joined.way);
    }

    /** Blocks a source of what was joined for all, or unblocks it. */
    public synchronized void block(InetAddress group, @Nullable NetworkInterface via, InetAddress source, boolean on)
            throws IOException {
        tellAbout(on ? SourceVerb.BLOCK : SourceVerb.UNBLOCK, group, source, find(group, via, null).way);
    }

    private Joined find(InetAddress group, @Nullable NetworkInterface via, @Nullable InetAddress source) {
        return all.stream()
                .filter(one ->
                        one.group.equals(group) && Objects.equals(one.via, via) && Objects.equals(one.source, source))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not joined: " + group));
    }

    private void tellAbout(SourceVerb verb, InetAddress group, @Nullable InetAddress source, Way way)
            throws IOException {
        try {
            tell(verb, group, source, way);
        } catch (SocketException e) {
            throw Refusals.ofTransfer(e);
        }
    }

    /** What is done to a source, in the options of either family. */
    private record SourceVerb(SocketOption<SourceMembership> ipv4, SocketOption<SourceMembership> ipv6) {
        static final SourceVerb JOIN =
                new SourceVerb(SocketOptions.IP_ADD_SOURCE_MEMBERSHIP, SocketOptions.MCAST_JOIN_SOURCE_GROUP);
        static final SourceVerb LEAVE =
                new SourceVerb(SocketOptions.IP_DROP_SOURCE_MEMBERSHIP, SocketOptions.MCAST_LEAVE_SOURCE_GROUP);
        static final SourceVerb BLOCK = new SourceVerb(SocketOptions.IP_BLOCK_SOURCE, SocketOptions.MCAST_BLOCK_SOURCE);
        static final SourceVerb UNBLOCK =
                new SourceVerb(SocketOptions.IP_UNBLOCK_SOURCE, SocketOptions.MCAST_UNBLOCK_SOURCE);
    }

    private void tell(SourceVerb verb, InetAddress group, @Nullable InetAddress source, Way way)
            throws SocketException {
        boolean isIpv4 = group instanceof Inet4Address;
        if (source != null) {
            var membership = new SourceMembership(group, source, way.index, way.address);
            socket.setsockopt(isIpv4 ? verb.ipv4 : verb.ipv6, membership);
            return;
        }
        boolean joins = verb.equals(SourceVerb.JOIN);
        SocketOption<Membership> ipv4 = joins ? SocketOptions.IP_ADD_MEMBERSHIP : SocketOptions.IP_DROP_MEMBERSHIP;
        SocketOption<Membership> ipv6 = joins ? SocketOptions.IPV6_JOIN_GROUP : SocketOptions.IPV6_LEAVE_GROUP;
        socket.setsockopt(isIpv4 ? ipv4 : ipv6, new Membership(group, way.index, way.address));
    }
}
