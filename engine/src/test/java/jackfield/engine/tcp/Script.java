package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.AccEcnOption;
import jackfield.wire.IpEcn;
import jackfield.wire.PacketBuffer;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One connection and a peer played by hand: segments in packetdrill's notation go in, and come out with their times.
 *
 * <p>Sequence numbers in the notation are relative to the initial ones, which lie just before the wrap; times are
 * milliseconds. A text of n bytes at sequence number s is filled with {@code (byte) (s + i)}.
 */
final class Script {
    static final int ISS = -300;
    static final int IRS = -2;

    final TcpConnection connection;
    long now;
    private final List<String> sent = new ArrayList<>();
    private final List<Integer> superSegments = new ArrayList<>();
    private final PacketBuffer packet = new PacketBuffer(PacketBuffer.HEADROOM + 70_000);

    private Script(TcpConnection connection) {
        this.connection = connection;
    }

    static Script connecting(TcpConfig config) {
        var script = new Script(TcpConnection.connect(0, config, 40000, 80, ISS, 1000, FastOpen.off()));
        script.pull();
        return script;
    }

    /** The notation is that of the peer's SYN. */
    static Script answering(TcpConfig config, String syn) {
        HalfOpen half = HalfOpen.of(config, parse(unmarked(syn), 0, IRS), mark(syn), ISS, 1000);
        var script = new Script(TcpConnection.complete(0, config, half));
        script.pull();
        return script;
    }

    /** Established from this side at time 0, with no option but the MSS, and a peer whose window is {@code window}. */
    static Script established(TcpConfig config, int mss, int window) {
        var script = connecting(config);
        script.in("S. 0:0(0) ack 1 win " + window + " <mss " + mss + ">");
        script.sent.clear();
        return script;
    }

    static Script established(TcpConfig config) {
        return established(config, 1000, 65535);
    }

    /** Time goes on to {@code ms}; timers that are due run at their own time. */
    Script until(long ms) {
        while (connection.nextDeadline() <= ms * Segments.MS) {
            now = Math.max(now, connection.nextDeadline());
            connection.onTime(now);
            pull();
        }
        now = ms * Segments.MS;
        return this;
    }

    /** A segment arrives now. */
    Script in(String notation) {
        connection.onSegment(now, parse(unmarked(notation), ISS, IRS), mark(notation));
        pull();
        return this;
    }

    Script write(int bytes) {
        byte[] text = new byte[bytes];
        assertThat(connection.write(now, text, 0, bytes)).isEqualTo(bytes);
        pull();
        return this;
    }

    Script close() {
        connection.close(now);
        pull();
        return this;
    }

    Script shutdownWrite() {
        assertThat(connection.shutdownWrite(now)).isZero();
        pull();
        return this;
    }

    int read(int bytes) {
        int count = connection.read(now, new byte[bytes], 0, bytes);
        pull();
        return count;
    }

    /** All that was sent since the last look: time, then the segment. */
    Script expect(String... segments) {
        assertThat(sent).containsExactly(segments);
        sent.clear();
        return this;
    }

    Script forget() {
        sent.clear();
        return this;
    }

    Script in(TcpState state) {
        assertThat(connection.state()).isEqualTo(state);
        return this;
    }

    List<String> sent() {
        return sent;
    }

    /** The segment size that each segment sent was marked with; 0 for a single one. */
    List<Integer> superSegments() {
        return superSegments;
    }

    void pull() {
        while (true) {
            packet.clear(PacketBuffer.HEADROOM);
            TcpSegment segment = connection.nextSegment(now, packet);
            if (segment == null) {
                return;
            }
            superSegments.add(packet.segmentSize());
            int ecn = connection.ecn();
            String mark = ecn == IpEcn.NOT_ECT ? "" : "[" + IpEcn.text(ecn) + "] ";
            sent.add(now / Segments.MS + " " + mark + relative(segment));
        }
    }

    /** {@return the ECN field of a notation that may begin with {@code [ect0]}, {@code [ect1]} or {@code [ce]}} */
    private static int mark(String notation) {
        for (int ecn = IpEcn.ECT_1; ecn <= IpEcn.CE; ecn++) {
            if (notation.startsWith("[" + IpEcn.text(ecn) + "] ")) {
                return ecn;
            }
        }
        return IpEcn.NOT_ECT;
    }

    private static String unmarked(String notation) {
        return notation.substring(notation.indexOf("] ") < 0 ? 0 : notation.indexOf("] ") + 2);
    }

    private static TcpSegment relative(TcpSegment segment) {
        TcpOptions options = segment.options();
        int[] sack = options.sack().clone();
        for (int i = 0; i < sack.length; i++) {
            sack[i] -= IRS;
        }
        TcpOptions shown = options.withSack(sack);
        return new TcpSegment(
                segment.sourcePort(),
                segment.destinationPort(),
                segment.seq() - ISS,
                segment.has(TcpFlags.ACK) ? segment.ack() - IRS : 0,
                segment.flags(),
                segment.window(),
                segment.urgentPointer(),
                shown,
                segment.bytes(),
                segment.textAt(),
                segment.textLength());
    }

    private static AccEcnOption counters(String[] words) {
        int e0b = 0;
        int ceb = 0;
        int e1b = 0;
        for (int i = 1; i + 1 < words.length; i += 2) {
            int value = Integer.parseInt(words[i + 1]);
            e0b = words[i].equals("e0b") ? value : e0b;
            ceb = words[i].equals("ceb") ? value : ceb;
            e1b = words[i].equals("e1b") ? value : e1b;
        }
        boolean ectOneFirst = words.length == 1 || words[1].equals("e1b");
        return new AccEcnOption(words.length / 2, ectOneFirst, e0b, ceb, e1b);
    }

    /** Reads {@code flags first:end(length) [ack n] [win n] [<options>]}. */
    static TcpSegment parse(String notation, int ackBase, int seqBase) {
        String[] parts = notation.split(" <", 2);
        String[] words = parts[0].split(" ", -1);
        int flags = 0;
        for (char letter : words[0].toCharArray()) {
            flags |= switch (letter) {
                case 'S' -> TcpFlags.SYN;
                case 'F' -> TcpFlags.FIN;
                case 'R' -> TcpFlags.RST;
                case 'P' -> TcpFlags.PSH;
                case 'E' -> TcpFlags.ECE;
                case 'W' -> TcpFlags.CWR;
                case 'A' -> TcpFlags.AE;
                case '.' -> TcpFlags.ACK;
                case 'U' -> TcpFlags.URG;
                default -> 0;
            };
        }
        int seq = (int) Long.parseLong(words[1].substring(0, words[1].indexOf(':')));
        int length = Integer.parseInt(words[1].substring(words[1].indexOf('(') + 1, words[1].length() - 1));
        int ack = 0;
        int window = 0;
        int urgent = 0;
        for (int i = 2; i + 1 < words.length; i += 2) {
            int value = (int) Long.parseLong(words[i + 1]);
            ack = words[i].equals("ack") ? value + ackBase : ack;
            window = words[i].equals("win") ? value : window;
            urgent = words[i].equals("urg") ? value : urgent;
        }
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (seq + i);
        }
        TcpOptions options = parts.length == 1 ? TcpOptions.NONE : options(parts[1].replace(">", ""), ackBase);
        return new TcpSegment(80, 40000, seq + seqBase, ack, flags, window, urgent, options, text, 0, length);
    }

    private static TcpOptions options(String text, int ackBase) {
        int mss = TcpOptions.ABSENT;
        int scale = TcpOptions.ABSENT;
        boolean sackPermitted = false;
        boolean timestamps = false;
        int tsVal = 0;
        int tsEcr = 0;
        int[] sack = TcpOptions.NO_SACK;
        AccEcnOption accEcn = AccEcnOption.NONE;
        byte[] fastOpen = null;
        boolean exp = false;
        for (String option : text.split(",", -1)) {
            String[] words = option.split("[ :]", -1);
            switch (words[0]) {
                case "mss" -> mss = Integer.parseInt(words[1]);
                case "wscale" -> scale = Integer.parseInt(words[1]);
                case "sackOK" -> sackPermitted = true;
                case "TS" -> {
                    timestamps = true;
                    tsVal = Integer.parseInt(words[2]);
                    tsEcr = Integer.parseInt(words[4]);
                }
                case "sack" -> {
                    sack = new int[words.length - 1];
                    for (int i = 0; i < sack.length; i++) {
                        sack[i] = Integer.parseInt(words[i + 1]) + ackBase;
                    }
                }
                case "ECN" -> accEcn = counters(words);
                case "FO", "FOEXP" -> {
                    fastOpen = words.length == 1 ? new byte[0] : HexFormat.of().parseHex(words[1]);
                    exp = words[0].equals("FOEXP");
                }
                default -> throw new IllegalArgumentException(option);
            }
        }
        TcpOptions given = TcpOptions.syn(mss, scale, sackPermitted, timestamps, tsVal, tsEcr)
                .withSack(sack);
        return fastOpen == null
                ? given.withAccEcn(accEcn)
                : given.withAccEcn(accEcn).withFastOpen(fastOpen, exp);
    }
}
