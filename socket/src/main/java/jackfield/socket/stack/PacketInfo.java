package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Datagram;
import jackfield.engine.endpoint.NoticeOptions;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Linux;
import jackfield.wire.Bytes;
import jackfield.wire.IpAddress;
import java.util.List;

/**
 * The local end of one datagram: {@code IP_PKTINFO} and {@code IPV6_PKTINFO}, received and sent.
 *
 * <pre>
 *   in_pktinfo    interface(4) local address(4) address of the header(4)
 *   in6_pktinfo   address(16) interface(4)
 * </pre>
 *
 * <p>Interfaces are counted from 1, the loopback; 0 leaves the choice, as an unspecified address does.
 *
 * @param source to be sent from
 * @param device to be sent by, the engine's number; {@link UdpEndpoint#ANY_INTERFACE} for any
 * @param refusal why the control messages are refused, or 0
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>, IP_PKTINFO; RFC 3542, 6
 */
record PacketInfo(IpAddress source, int device, int refusal) {
    private static final int IN_BYTES = 12;
    private static final int IN6_BYTES = 20;
    private static final int MAPPED = 0xFFFF;

    private static PacketInfo refused(Errno why) {
        return new PacketInfo(IpAddress.ANY_IPV4, UdpEndpoint.ANY_INTERFACE, why.refusal());
    }

    /** {@return what sendmsg's control messages ask for; {@code any} is the unspecified address of the socket} */
    static PacketInfo of(List<ControlMessage> control, IpAddress any, int interfaces) {
        var info = new PacketInfo(any, UdpEndpoint.ANY_INTERFACE, 0);
        for (ControlMessage message : control) {
            boolean isIn = message.level() == Linux.SOL_IP && message.type() == Linux.IP_PKTINFO;
            boolean isIn6 = message.level() == Linux.SOL_IPV6 && message.type() == Linux.IPV6_PKTINFO;
            if (!isIn && !isIn6) {
                return refused(Errno.EOPNOTSUPP);
            }
            byte[] data = message.data();
            // RFC 3542 6: an IPv6 socket's, but what goes to a mapped address may be either.
            if (data.length < (isIn ? IN_BYTES : IN6_BYTES) || isIn6 && any.isIpv4()) {
                return refused(Errno.EINVAL);
            }
            int index = Linux.i32(data, isIn ? 0 : 16);
            if (index < 0 || index > interfaces) {
                return refused(Errno.ENODEV);
            }
            IpAddress source = isIn ? IpAddress.ofIpv4(Bytes.i32(data, 4)) : in6(data);
            info = new PacketInfo(source.isAny() ? any : source, index == 0 ? UdpEndpoint.ANY_INTERFACE : index - 1, 0);
        }
        return info;
    }

    private static IpAddress in6(byte[] data) {
        boolean isMapped = Bytes.i64(data, 0) == 0 && Bytes.i32(data, 8) == MAPPED;
        return isMapped ? IpAddress.ofIpv4(Bytes.i32(data, 12)) : IpAddress.ofIpv6(data, 0);
    }

    /** Adds what is told of the local end of a datagram that was received. */
    static void tell(Datagram datagram, NoticeOptions options, List<ControlMessage> messages) {
        IpAddress to = datagram.to();
        int index = datagram.interfaceId() + 1;
        if (to.isIpv4() && options.has(NoticeOptions.PACKET_INFO)) {
            var data = new byte[IN_BYTES];
            Linux.put32(data, 0, index);
            Bytes.put32(data, 4, to.ipv4Bits());
            Bytes.put32(data, 8, to.ipv4Bits());
            messages.add(new ControlMessage(Linux.SOL_IP, Linux.IP_PKTINFO, data));
        }
        if (options.has(NoticeOptions.PACKET_INFO_IPV6)) {
            var data = new byte[IN6_BYTES];
            Bytes.put64(data, 0, to.isIpv4() ? 0 : to.high());
            Bytes.put64(data, 8, to.isIpv4() ? (long) MAPPED << 32 | to.ipv4Bits() & 0xFFFF_FFFFL : to.low());
            Linux.put32(data, 16, index);
            messages.add(new ControlMessage(Linux.SOL_IPV6, Linux.IPV6_PKTINFO, data));
        }
    }
}
