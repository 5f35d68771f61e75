package jackfield.cli.demo;

import jackfield.cli.demo.picture.Packet;
import jackfield.cli.demo.picture.Packet.Mark;
import jackfield.cli.demo.picture.Packet.News;
import jackfield.cli.demo.picture.Side;
import jackfield.wire.IpPacket;
import jackfield.wire.SequenceNumber;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a TCP segment brings: whether it is sent again, probes a closed window, or opens one.
 *
 * <p>Follows every direction of every connection from its first segment; not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.4">RFC 9293, 3.4</a>
 */
final class SegmentReader {
    /** One direction of one connection. */
    private static final class Flow {
        private final int first;
        private int next;
        /** Last one told, unscaled; -1 before the first. */
        private int window = -1;

        private int ack;

        private Flow(int first) {
            this.first = first;
            this.next = first;
        }
    }

    private final Map<String, Flow> flows = new HashMap<>();

    /**
     * {@return what a segment says; to be asked once for each, in the order of sending}
     *
     * @param line the segment as {@link jackfield.wire.PacketText} writes it
     */
    Packet read(long number, Side from, String line, IpPacket ip, TcpSegment segment) {
        String source = ip.source() + " " + segment.sourcePort();
        String destination = ip.destination() + " " + segment.destinationPort();
        Flow flow = flows.get(source + " > " + destination);
        if (flow == null || (segment.has(TcpFlags.SYN) && segment.seq() != flow.first)) {
            flow = new Flow(segment.seq());
            flows.put(source + " > " + destination, flow);
        }
        Mark mark = mark(flow, flows.get(destination + " > " + source), segment);
        News news = news(flow, segment, mark);
        flow.next = SequenceNumber.later(flow.next, segment.end());
        flow.window = segment.window();
        flow.ack = segment.ack();
        int win = line.indexOf(" win ");
        int options = line.indexOf(" <");
        return new Packet(
                number,
                from,
                win < 0 ? line : line.substring(0, win),
                segment.window(),
                options < 0 ? "" : line.substring(options + 2, line.length() - 1),
                news,
                segment.textLength(),
                mark);
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
