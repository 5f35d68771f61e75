package jackfield.cli.demo;

import jackfield.cli.demo.picture.Packet;
import jackfield.cli.demo.picture.Packet.Mark;
import jackfield.cli.demo.picture.Packet.News;
import jackfield.cli.demo.picture.Side;
import jackfield.wire.IpPacket;
import jackfield.wire.SequenceNumber;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads TCP segments into packetdrill's words, sequence numbers counted from each side's SYN, and tells what is sent again.
 *
 * <p>Follows every direction of every connection from its first segment; not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.4">RFC 9293, 3.4</a>
 */
final class SegmentReader {
    /** One direction of one connection. */
    private static final class Flow {
        private int first;
        private int next;
        private int window;
        private int ack;

        private void begin(TcpSegment segment) {
            first = segment.seq();
            next = segment.seq();
            window = -1;
        }
    }

    private final Map<String, Flow> flows = new HashMap<>();

    /** {@return what a segment says; to be asked once for each, in the order of sending} */
    Packet read(long number, Side from, IpPacket ip, TcpSegment segment) {
        String source = ip.source() + " " + segment.sourcePort();
        String destination = ip.destination() + " " + segment.destinationPort();
        Flow flow = flows.get(source + " > " + destination);
        Flow reverse = flows.get(destination + " > " + source);
        boolean isSyn = segment.has(TcpFlags.SYN);
        if (flow == null || (isSyn && segment.seq() != flow.first)) {
            flow = new Flow();
            flow.begin(segment);
            flows.put(source + " > " + destination, flow);
        }
        int peerFirst = reverse == null ? segment.ack() : reverse.first;
        Mark mark = mark(flow, reverse, segment);
        News news = news(flow, segment, mark);
        flow.next = SequenceNumber.later(flow.next, segment.end());
        flow.window = segment.window();
        flow.ack = segment.ack();
        return new Packet(
                number,
                from,
                summary(flow, segment, peerFirst),
                segment.window(),
                relative(segment.options(), peerFirst).toString(),
                news,
                segment.textLength(),
                mark);
    }

    private static String summary(Flow flow, TcpSegment segment, int peerFirst) {
        long begin = Integer.toUnsignedLong(SequenceNumber.distance(flow.first, segment.seq()));
        String text = TcpFlags.text(segment.flags()) + " " + begin + ":" + (begin + segment.textLength()) + "("
                + segment.textLength() + ")";
        return segment.has(TcpFlags.ACK)
                ? text + " ack " + Integer.toUnsignedLong(SequenceNumber.distance(peerFirst, segment.ack()))
                : text;
    }

    private static TcpOptions relative(TcpOptions options, int peerFirst) {
        int[] sack = options.sack().clone();
        for (int i = 0; i < sack.length; i++) {
            sack[i] = SequenceNumber.distance(peerFirst, sack[i]);
        }
        return new TcpOptions(
                options.mss(),
                options.windowScale(),
                options.sackPermitted(),
                options.hasTimestamps(),
                options.tsVal(),
                options.tsEcr(),
                sack,
                options.fastOpen(),
                options.opaque(),
                options.damaged());
    }

    private static Mark mark(Flow flow, @Nullable Flow reverse, TcpSegment segment) {
        boolean isClosed = reverse != null && reverse.window == 0;
        boolean isOld = SequenceNumber.isAtOrBefore(segment.end(), flow.next);
        boolean goesBack = SequenceNumber.isBefore(segment.seq(), flow.next);
        boolean mayProbe = !segment.has(TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST);
        if (mayProbe && isClosed && (segment.textLength() == 1 || (segment.textLength() == 0 && goesBack))) {
            return Mark.PROBE;
        }
        return segment.length() > 0 && isOld && goesBack ? Mark.AGAIN : Mark.NONE;
    }

    private static News news(Flow flow, TcpSegment segment, Mark mark) {
        if (segment.has(TcpFlags.RST)) {
            return News.RST;
        }
        if (segment.has(TcpFlags.SYN)) {
            return segment.has(TcpFlags.ACK) ? News.SYN_ACK : News.SYN;
        }
        if (segment.has(TcpFlags.FIN)) {
            return News.FIN;
        }
        boolean opens = flow.window == 0 || (segment.ack() == flow.ack && segment.window() > flow.window);
        boolean isUpdate = segment.length() == 0 && flow.window >= 0 && mark == Mark.NONE && opens;
        return segment.window() == 0 || isUpdate ? News.WINDOW : News.ACK;
    }
}
