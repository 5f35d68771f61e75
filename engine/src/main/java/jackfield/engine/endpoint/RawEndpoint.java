package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Sender;
import jackfield.engine.group.Memberships;
import jackfield.engine.ip.IpFields;
import jackfield.engine.route.Path;
import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.Ipv4Header;
import jackfield.wire.PacketBuffer;
import jackfield.wire.SockAddr;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A SOCK_RAW socket: the packets of one IP protocol, without the protocol.
 *
 * <p>What it sends gets an IP header, and over IPv6 an ICMPv6 checksum; with {@link IpProtocol#RAW} over IPv4 it brings
 * the header itself. What it receives begins with the IP header over IPv4, and after all headers over IPv6.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/raw.7.html">raw(7)</a>; RFC 3542, 3
 */
public final class RawEndpoint implements Endpoint {
    private static final int LONGEST_IPV4 = 65_535 - Ipv4Header.LENGTH;
    private static final int LONGEST_IPV6 = 65_535;
    private static final int ICMP_CHECKSUM_END = 4;

    private final int id;
    private final boolean isIpv6;
    private final int protocol;
    private final Stack stack;
    private final RawTable table;
    private final Registry registry;
    private final Options options;
    private final Addressing addressing;
    private final Mailbox mailbox;
    private final Memberships memberships;
    private final Sender sender = (now, error, packet) -> onError(error);
    private IpAddress boundAddress;
    private IpAddress local;
    private IpAddress peer;

    RawEndpoint(int id, boolean ipv6, int protocol, int hopLimit, Stack stack, RawTable table, Registry registry) {
        this.id = id;
        this.isIpv6 = ipv6;
        this.protocol = protocol;
        this.stack = stack;
        this.table = table;
        this.registry = registry;
        this.options = new Options(hopLimit);
        this.mailbox = new Mailbox(stack, options, this);
        this.memberships = new Memberships(stack.groups(), ipv6);
        // Linux: a raw IPv6 socket never speaks IPv4.
        options.v6Only(ipv6);
        this.addressing = new Addressing(stack, ipv6, options);
        this.boundAddress = addressing.any();
        this.local = addressing.any();
        this.peer = addressing.any();
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

    /** {@return the IP protocol it was made for} */
    public int protocol() {
        return protocol;
    }

    boolean isIpv6() {
        return isIpv6;
    }

    @Override
    public int readiness() {
        return mailbox.readiness();
    }

    /** Binds to a local address; the port is ignored. {@return 0 or -errno} */
    @Override
    public int bind(long now, SockAddr wanted) {
        int refusal = addressing.checkLocal(wanted.address(), true);
        if (refusal == 0) {
            boundAddress = wanted.address();
            local = wanted.address();
        }
        return refusal;
    }

    /** Sets the peer; the port is ignored. {@return 0 or -errno} */
    @Override
    public int connect(long now, SockAddr remote) {
        IpAddress destination = Addressing.destination(remote.address());
        int refusal = addressing.checkRemote(boundAddress, destination);
        if (refusal != 0) {
            return refusal;
        }
        Path path = addressing.path(destination, boundAddress);
        if (path == null) {
            return Errno.ENETUNREACH.refusal();
        }
        if (path.isBroadcast() && !options.broadcast()) {
            return Errno.EACCES.refusal();
        }
        local = path.source();
        peer = destination;
        return 0;
    }

    @Override
    public SockAddr localAddress() {
        return new SockAddr(local, 0);
    }

    @Override
    public SockAddr remoteAddress() {
        return new SockAddr(peer, 0);
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
        table.remove(this);
        memberships.close(now);
        registry.remove(this);
    }

    /**
     * Sends one datagram. {@return its length, or -errno: EAGAIN while the engine's outgoing queue is full,
     * EDESTADDRREQ, EMSGSIZE, ENETUNREACH, EINVAL (headers that are none), or the pending error}
     *
     * @param to null for the connected peer
     */
    public int send(long now, byte[] bytes, int at, int length, @Nullable SockAddr to) {
        Objects.checkFromIndexSize(at, length, bytes.length);
        int forbidden = mailbox.refusesSend();
        if (forbidden != 0) {
            return forbidden;
        }
        if (to == null && peer.isAny()) {
            return Errno.EDESTADDRREQ.refusal();
        }
        IpAddress destination = Addressing.destination(to == null ? peer : to.address());
        boolean bringsHeader = protocol == IpProtocol.RAW && !isIpv6;
        if (length > (isIpv6 ? LONGEST_IPV6 : bringsHeader ? Ipv4Header.MAX_PACKET : LONGEST_IPV4)) {
            return Errno.EMSGSIZE.refusal();
        }
        if (bringsHeader && length < Ipv4Header.LENGTH
                || isIpv6 && protocol == IpProtocol.ICMPV6 && length < ICMP_CHECKSUM_END) {
            return Errno.EINVAL.refusal();
        }
        int refusal = addressing.checkRemote(local, destination);
        if (refusal != 0) {
            return refusal;
        }
        Path path = addressing.path(destination, local);
        if (path == null) {
            return Errno.ENETUNREACH.refusal();
        }
        if (path.isBroadcast() && !options.broadcast()) {
            return Errno.EACCES.refusal();
        }
        if (!stack.out().hasRoom()) {
            return mailbox.waitForRoom();
        }
        PacketBuffer packet = stack.pool().take(length);
        packet.append(bytes, at, length);
        int sent = bringsHeader
                ? sendWithHeader(now, packet, destination, path)
                : sendPayload(now, packet, destination, path);
        return sent < 0 ? sent : length;
    }

    private int sendPayload(long now, PacketBuffer packet, IpAddress destination, Path path) {
        if (isIpv6 && protocol == IpProtocol.ICMPV6) {
            // RFC 3542, 3.1: only the kernel knows the source address that the checksum covers.
            IcmpMessage.finishV6(packet, path.source(), destination);
        }
        IpFields fields = addressing.fields(protocol, destination, false);
        return stack.egress().send(now, packet, destination, path, fields, sender);
    }

    /** raw(7): checksum and total length are always filled in, a source of zero too. */
    private int sendWithHeader(long now, PacketBuffer packet, IpAddress destination, Path path) {
        byte[] bytes = packet.bytes();
        int at = packet.start();
        int headerLength = (bytes[at] & 15) << 2;
        if (Bytes.u8(bytes, at) >>> 4 != 4 || headerLength < Ipv4Header.LENGTH || headerLength > packet.length()) {
            stack.pool().release(packet);
            return Errno.EINVAL.refusal();
        }
        Bytes.put16(bytes, at + 2, packet.length());
        if (Bytes.i32(bytes, at + 12) == 0) {
            Bytes.put32(bytes, at + 12, path.source().ipv4Bits());
        }
        Bytes.put16(bytes, at + 10, 0);
        Bytes.put16(bytes, at + 10, Checksum.of(bytes, at, headerLength));
        return stack.egress().sendWhole(now, packet, destination, path, sender);
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

    int queuedBytes() {
        return mailbox.queuedBytes();
    }

    /** shutdown with SHUT_RD, SHUT_WR or both. {@return 0 or -ENOTCONN} */
    public int shutdown(long now, boolean read, boolean write) {
        if (peer.isAny()) {
            return Errno.ENOTCONN.refusal();
        }
        mailbox.shut(read, write);
        return 0;
    }

    /** {@return whether bound and connected addresses let a packet in} */
    boolean wants(IpAddress source, IpAddress destination) {
        return (local.isAny() || local.equals(destination)) && (peer.isAny() || peer.equals(source));
    }

    boolean onDatagram(Datagram datagram) {
        return mailbox.onDatagram(datagram);
    }

    void onError(Errno told) {
        mailbox.onError(told);
    }
}
