package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Sender;
import jackfield.engine.group.Memberships;
import jackfield.engine.icmp.IcmpError;
import jackfield.engine.icmp.IcmpReport;
import jackfield.engine.icmp.QuotedPacket;
import jackfield.engine.ip.IpFields;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.Path;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import jackfield.wire.UdpDatagram;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A SOCK_DGRAM socket of UDP: datagrams whole, in any order, or not at all.
 *
 * <p>Errors that ICMP or neighbour resolution tells are pending until a call takes them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc768">RFC 768</a>; udp(7)
 */
public final class UdpEndpoint implements Endpoint {
    /** The longest data an IPv4 datagram holds; an IPv6 one holds 20 bytes more. */
    private static final int LONGEST_IPV4 = 65_507;

    private static final int LONGEST_IPV6 = 65_527;

    /** Stands for no interface in particular. */
    public static final int ANY_INTERFACE = Interfaces.ANY;

    private final int id;
    private final Stack stack;
    private final UdpTable table;
    private final Registry registry;
    private final Options options;
    private final Addressing addressing;
    private final Binding<UdpEndpoint> binding;
    private final Mailbox mailbox;
    private final Memberships memberships;
    private final Cork cork = new Cork();
    private final Sender sender = (now, error, packet) -> onError(error);
    private final SockAddr nowhere;
    private SockAddr peer;
    private IpAddress boundAddress;

    UdpEndpoint(int id, boolean ipv6, int hopLimit, Stack stack, UdpTable table, Registry registry) {
        this.id = id;
        this.stack = stack;
        this.table = table;
        this.registry = registry;
        this.options = new Options(hopLimit);
        this.mailbox = new Mailbox(stack, options, this);
        this.memberships = new Memberships(stack.groups(), ipv6);
        this.addressing = new Addressing(stack, ipv6, options);
        this.nowhere = new SockAddr(addressing.any(), 0);
        this.peer = nowhere;
        this.boundAddress = addressing.any();
        this.binding = new Binding<>(this, options, addressing.any());
    }

    @Override
    public int id() {
        return id;
    }

    /** {@return its switches, to be read and set} */
    public Options options() {
        return options;
    }

    /** {@return the groups it has joined, to be joined and left} */
    public Memberships memberships() {
        return memberships;
    }

    @Override
    public int readiness() {
        return mailbox.readiness();
    }

    @Override
    public int bind(long now, SockAddr local) {
        if (binding.port != 0) {
            return Errno.EINVAL.refusal();
        }
        int refusal = addressing.checkLocal(local.address(), true);
        if (refusal != 0) {
            return refusal;
        }
        binding.address = local.address();
        boundAddress = local.address();
        if (local.port() != 0) {
            if (!table.ports.isFree(binding, local.port())) {
                binding.address = addressing.any();
                boundAddress = addressing.any();
                return Errno.EADDRINUSE.refusal();
            }
            table.ports.take(binding, local.port());
            return 0;
        }
        return takeEphemeral() ? 0 : Errno.EADDRINUSE.refusal();
    }

    private boolean takeEphemeral() {
        int port = Ports.draw(stack.random(), candidate -> table.ports.isUnused(binding, candidate));
        if (port != 0) {
            table.ports.take(binding, port);
        }
        return port != 0;
    }

    @Override
    public int connect(long now, SockAddr remote) {
        if (remote.port() == 0) {
            return disconnect();
        }
        IpAddress destination = Addressing.destination(remote.address());
        int refusal = addressing.checkRemote(boundAddress, destination);
        if (refusal != 0) {
            return refusal;
        }
        Path path = addressing.path(destination, boundAddress.isAny() ? destination.any() : boundAddress);
        if (path == null) {
            return Errno.ENETUNREACH.refusal();
        }
        if (path.isBroadcast() && !options.broadcast()) {
            return Errno.EACCES.refusal();
        }
        if (binding.port == 0 && !takeEphemeral()) {
            return Errno.EAGAIN.refusal();
        }
        binding.address = path.source();
        peer = new SockAddr(destination, remote.port());
        mailbox.touch();
        return 0;
    }

    /** Forgets the peer: connect with AF_UNSPEC. {@return 0} */
    public int disconnect() {
        peer = nowhere;
        binding.address = boundAddress;
        return 0;
    }

    /** {@return the connected peer; port 0 if none} */
    SockAddr peer() {
        return peer;
    }

    @Override
    public SockAddr localAddress() {
        return new SockAddr(binding.address, binding.port);
    }

    @Override
    public SockAddr remoteAddress() {
        return peer;
    }

    @Override
    public Errno takeError() {
        return mailbox.takeError();
    }

    @Override
    public long readyCause() {
        return mailbox.readyCause();
    }

    @Override
    public void close(long now) {
        if (!mailbox.close()) {
            return;
        }
        if (binding.port != 0) {
            table.ports.release(binding);
        }
        memberships.close(now);
        registry.remove(this);
    }

    /**
     * Sends one datagram. {@return its length, or -errno: EAGAIN while the engine's outgoing queue is full,
     * EDESTADDRREQ, EMSGSIZE, ENETUNREACH, EACCES (a broadcast without SO_BROADCAST), EPIPE, or the pending error}
     *
     * @param to null for the connected peer
     */
    public int send(long now, byte[] bytes, int at, int length, @Nullable SockAddr to) {
        return send(now, bytes, at, length, to, addressing.any(), ANY_INTERFACE, false);
    }

    /**
     * The same from {@code source}, by interface {@code device}: IP_PKTINFO. Unspecified and {@link #ANY_INTERFACE}
     * leave the choice. {@return also -EINVAL (IPv6) or -ENETUNREACH (IPv4) if the address is not one of ours}
     *
     * @param more MSG_MORE: what the next calls write joins this, wherever they would send to; as on Linux, what has
     *     become too long is dropped
     */
    public int send(
            long now,
            byte[] bytes,
            int at,
            int length,
            @Nullable SockAddr to,
            IpAddress source,
            int device,
            boolean more) {
        Objects.checkFromIndexSize(at, length, bytes.length);
        int forbidden = mailbox.refusesSend();
        if (forbidden != 0) {
            return forbidden;
        }
        boolean holds = more || cork.isSet();
        if (!cork.isPending()) {
            SockAddr remote = to == null ? peer : to;
            int refusal = refuses(remote, to == null, length, source, device);
            if (refusal != 0 || !holds) {
                return refusal != 0 ? refusal : transmit(now, bytes, at, length, remote, source, device);
            }
            cork.begin(remote, source, device);
        }
        if (cork.length() + length
                > longest(Addressing.destination(cork.remote().address()))) {
            cork.drop();
            return Errno.EMSGSIZE.refusal();
        }
        cork.append(bytes, at, length);
        int answer = holds ? 0 : flush(now);
        return answer < 0 ? answer : length;
    }

    /** UDP_CORK: what is written is held until it is drawn. {@return 0, or why what was held could not be sent} */
    public int cork(long now, boolean on) {
        cork.set(on);
        int answer = on || !cork.isPending() ? 0 : flush(now);
        return Math.min(answer, 0);
    }

    /** {@return UDP_CORK} */
    public boolean isCorked() {
        return cork.isSet();
    }

    private int flush(long now) {
        int answer = transmit(now, cork.bytes(), 0, cork.length(), cork.remote(), cork.source(), cork.device());
        if (answer != Errno.EAGAIN.refusal()) {
            cork.drop();
        }
        return answer;
    }

    private static int longest(IpAddress destination) {
        return destination.isIpv4() ? LONGEST_IPV4 : LONGEST_IPV6;
    }

    /** {@return why nothing can be sent there; 0 if it can} */
    private int refuses(SockAddr remote, boolean isPeer, int length, IpAddress source, int device) {
        if (remote.port() == 0) {
            return (isPeer ? Errno.EDESTADDRREQ : Errno.EINVAL).refusal();
        }
        IpAddress destination = Addressing.destination(remote.address());
        if (length > longest(destination)) {
            return Errno.EMSGSIZE.refusal();
        }
        int refusal = addressing.checkRemote(binding.address, destination);
        if (refusal != 0) {
            return refusal;
        }
        if (!source.isAny()
                && (source.isIpv4() != destination.isIpv4()
                        || !stack.interfaces().isOwn(source))) {
            // As Linux: IPv6 looks before it routes.
            return (source.isIpv4() ? Errno.ENETUNREACH : Errno.EINVAL).refusal();
        }
        Path path = path(destination, source, device);
        if (path == null) {
            return Errno.ENETUNREACH.refusal();
        }
        if (path.isBroadcast() && !options.broadcast()) {
            return Errno.EACCES.refusal();
        }
        if (!stack.out().hasRoom()) {
            return mailbox.waitForRoom();
        }
        return binding.port == 0 && !takeEphemeral() ? Errno.EAGAIN.refusal() : 0;
    }

    private @Nullable Path path(IpAddress destination, IpAddress source, int device) {
        IpAddress bound = binding.address.isAny() ? destination.any() : binding.address;
        boolean isChosen = !source.isAny() || device != ANY_INTERFACE;
        return isChosen
                ? stack.routes().find(destination, source.isAny() ? bound : source, device)
                : addressing.path(destination, bound);
    }

    private int transmit(long now, byte[] bytes, int at, int length, SockAddr remote, IpAddress source, int device) {
        IpAddress destination = Addressing.destination(remote.address());
        Path path = path(destination, source, device);
        if (path == null) {
            return Errno.ENETUNREACH.refusal();
        }
        if (!stack.out().hasRoom()) {
            return mailbox.waitForRoom();
        }
        PacketBuffer packet = stack.pool().take(length);
        packet.append(bytes, at, length);
        UdpDatagram.prepend(packet, path.source(), binding.port, destination, remote.port());
        IpFields fields = addressing.fields(IpProtocol.UDP, destination, options.mtuDiscovery() == Options.MTU_DO);
        int sent = stack.egress().send(now, packet, destination, path, fields, sender);
        return sent < 0 ? sent : length;
    }

    /**
     * {@return the oldest datagram, which is thereby taken; null where a blocking call would wait: see also
     * takeError}
     */
    public @Nullable Datagram receive(long now) {
        return mailbox.receive();
    }

    /** {@return the oldest datagram, left in the queue} */
    public @Nullable Datagram peek() {
        return mailbox.peek();
    }

    /** {@return how many interfaces the host has: they are numbered from 0} */
    public int interfaces() {
        return stack.interfaces().size();
    }

    /** {@return bytes of data received and not yet taken} */
    int queuedBytes() {
        return mailbox.queuedBytes();
    }

    /** shutdown with SHUT_RD, SHUT_WR or both. {@return 0 or -ENOTCONN} */
    public int shutdown(long now, boolean read, boolean write) {
        if (peer.port() == 0) {
            return Errno.ENOTCONN.refusal();
        }
        mailbox.shut(read, write);
        return 0;
    }

    boolean onDatagram(Datagram datagram) {
        return mailbox.onDatagram(datagram);
    }

    /** IP_RECVERR: every error is told, whole. */
    void onReport(IcmpError error) {
        IcmpReport report = error.report();
        QuotedPacket quoted = error.quoted();
        mailbox.onNotice(new Notice(
                error.error().code(),
                report.isIpv4() ? Notice.ORIGIN_ICMP : Notice.ORIGIN_ICMP6,
                report.type(),
                report.code(),
                error.mtu(),
                0,
                Notice.NO_TIME,
                report.text(),
                new SockAddr(quoted.destination(), quoted.destinationPort()),
                new SockAddr(report.reporter(), 0)));
    }

    /** {@return the oldest of what MSG_ERRQUEUE tells, which is thereby taken; null if there is nothing} */
    public @Nullable Notice takeNotice() {
        return mailbox.takeNotice();
    }

    void onError(Errno told) {
        mailbox.onError(told);
    }
}
