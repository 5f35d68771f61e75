package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Datagram;
import jackfield.engine.endpoint.Notice;
import jackfield.engine.endpoint.NoticeOptions;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.tcp.Reading;
import jackfield.socket.open.Address;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.wire.Bytes;
import jackfield.wire.IpAddress;
import jackfield.wire.SockAddr;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the engine tells beside data, as control messages in Linux's layouts.
 *
 * <pre>
 *   sock_extended_err   errno(4) origin(1) type(1) code(1) pad(1) info(4) data(4), then the offender's address
 *   scm_timestamping    three of seconds(8) nanoseconds(8): software, unused, hardware
 * </pre>
 *
 * <p>Times are the engine's: since it was made.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>, IP_RECVERR
 */
final class NoticeLayout {
    private static final long SECOND = 1_000_000_000L;
    private static final int EXTENDED_ERROR_BYTES = 16;
    private static final int IN_BYTES = 16;
    private static final int IN6_BYTES = 28;
    private static final int TIMESPEC_BYTES = 16;

    private NoticeLayout() {}

    /** Answers MSG_ERRQUEUE. {@return bytes of text, or -EAGAIN} */
    static int receive(
            @Nullable Notice notice,
            NoticeOptions options,
            boolean isIpv6,
            byte[] bytes,
            int at,
            int length,
            Incoming into) {
        if (notice == null) {
            return Errno.EAGAIN.refusal();
        }
        int copied = Math.min(length, notice.text().length);
        System.arraycopy(notice.text(), 0, bytes, at, copied);
        into.flags = Linux.MSG_ERRQUEUE | (copied < notice.text().length ? Linux.MSG_TRUNC : 0);
        SockAddr about = notice.about();
        into.from = about == null ? null : new Address.Inet(about, 0);
        List<ControlMessage> messages = new ArrayList<>();
        if (notice.timeNanos() != Notice.NO_TIME && options.stamps(NoticeOptions.SOFTWARE)) {
            messages.add(timestamping(notice.timeNanos()));
        }
        messages.add(extendedError(notice, isIpv6));
        into.answer(messages);
        return copied;
    }

    private static ControlMessage extendedError(Notice notice, boolean isIpv6) {
        var data = new byte[EXTENDED_ERROR_BYTES + (isIpv6 ? IN6_BYTES : IN_BYTES)];
        Linux.put32(data, 0, notice.errno());
        data[4] = (byte) notice.origin();
        data[5] = (byte) notice.type();
        data[6] = (byte) notice.code();
        Linux.put32(data, 8, notice.info());
        Linux.put32(data, 12, notice.data());
        SockAddr offender = notice.offender();
        if (offender != null) {
            putAddress(data, EXTENDED_ERROR_BYTES, offender.address(), isIpv6);
        }
        return isIpv6
                ? new ControlMessage(Linux.SOL_IPV6, Linux.IPV6_RECVERR, data)
                : new ControlMessage(Linux.SOL_IP, Linux.IP_RECVERR, data);
    }

    private static void putAddress(byte[] data, int at, IpAddress address, boolean isIpv6) {
        data[at] = (byte) (isIpv6 ? Linux.AF_INET6 : Linux.AF_INET);
        if (!isIpv6) {
            Bytes.put32(data, at + 4, address.ipv4Bits());
            return;
        }
        boolean isMapped = address.isIpv4();
        Bytes.put64(data, at + 8, isMapped ? 0 : address.high());
        Bytes.put64(data, at + 16, isMapped ? 0xFFFF_0000_0000L | address.ipv4Bits() & 0xFFFF_FFFFL : address.low());
    }

    /** {@return SCM_TIMESTAMPING of a software timestamp} */
    static ControlMessage timestamping(long nanos) {
        var data = new byte[3 * TIMESPEC_BYTES];
        Linux.put64(data, 0, nanos / SECOND);
        Linux.put64(data, 8, nanos % SECOND);
        return new ControlMessage(Linux.SOL_SOCKET, Linux.SO_TIMESTAMPING, data);
    }

    private static ControlMessage time(int type, long nanos, long unitNanos) {
        var data = new byte[TIMESPEC_BYTES];
        Linux.put64(data, 0, nanos / SECOND);
        Linux.put64(data, 8, nanos % SECOND / unitNanos);
        return new ControlMessage(Linux.SOL_SOCKET, type, data);
    }

    /** {@return what is told beside a stream's text that was just read, in Linux's order} */
    static List<ControlMessage> besideText(TcpEndpoint tcp, Reading reading) {
        NoticeOptions options = tcp.options().notices();
        List<ControlMessage> messages = new ArrayList<>();
        boolean isStamped = options.stamps(NoticeOptions.SOFTWARE) && options.stamps(NoticeOptions.RX_SOFTWARE);
        if (isStamped && tcp.textNanos() != Notice.NO_TIME) {
            messages.add(timestamping(tcp.textNanos()));
        }
        if (options.has(NoticeOptions.IN_QUEUE)) {
            // As tcp_inq_hint: the end of the stream counts for one, so that a reader comes again.
            int left = tcp.readable() == 0 && reading.isAtEnd() ? 1 : tcp.readable();
            messages.add(ControlMessage.of(Linux.SOL_TCP, Linux.TCP_INQ, left));
        }
        return messages;
    }

    /** {@return what is told beside a datagram, in Linux's order} */
    static List<ControlMessage> beside(Datagram datagram, NoticeOptions options) {
        List<ControlMessage> messages = new ArrayList<>();
        if (options.has(NoticeOptions.TIMESTAMP_NANOS)) {
            messages.add(time(Linux.SO_TIMESTAMPNS, datagram.timeNanos(), 1));
        } else if (options.has(NoticeOptions.TIMESTAMP)) {
            messages.add(time(Linux.SO_TIMESTAMP, datagram.timeNanos(), 1000));
        }
        if (options.stamps(NoticeOptions.SOFTWARE) && options.stamps(NoticeOptions.RX_SOFTWARE)) {
            messages.add(timestamping(datagram.timeNanos()));
        }
        PacketInfo.tell(datagram, options, messages);
        boolean isIpv4 = datagram.from().address().isIpv4();
        if (isIpv4 && options.has(NoticeOptions.HOP_LIMIT)) {
            messages.add(ControlMessage.of(Linux.SOL_IP, Linux.IP_TTL, datagram.hopLimit()));
        }
        if (isIpv4 && options.has(NoticeOptions.TRAFFIC_CLASS)) {
            // The only one whose data is an octet.
            messages.add(new ControlMessage(Linux.SOL_IP, Linux.IP_TOS, new byte[] {(byte) datagram.trafficClass()}));
        }
        if (!isIpv4 && options.has(NoticeOptions.HOP_LIMIT_IPV6)) {
            messages.add(ControlMessage.of(Linux.SOL_IPV6, Linux.IPV6_HOPLIMIT, datagram.hopLimit()));
        }
        if (!isIpv4 && options.has(NoticeOptions.TRAFFIC_CLASS_IPV6)) {
            messages.add(ControlMessage.of(Linux.SOL_IPV6, Linux.IPV6_TCLASS, datagram.trafficClass()));
        }
        return messages;
    }
}
