package jackfield.drill.packet;

import jackfield.drill.script.Event.PacketEvent;
import jackfield.drill.script.IpFields;
import jackfield.drill.script.Packet.IcmpPacket;
import jackfield.drill.script.Packet.RawPacket;
import jackfield.drill.script.Packet.TcpPacket;
import jackfield.drill.script.Packet.UdpPacket;
import jackfield.drill.script.PacketPrinter;
import jackfield.drill.script.TcpOption;
import jackfield.drill.script.TcpOptionList;
import jackfield.wire.IcmpMessage;
import jackfield.wire.IpPacket;
import jackfield.wire.TcpFlags;
import jackfield.wire.TcpSegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a packet that came out with what the script says.
 *
 * <p>Compared are: flags, sequence number, bytes of text, acknowledgment, urgent pointer; the window unless the script
 * leaves it out; options in their order unless it says {@code <...>}; of the IP header what the script names. A TSval
 * is compared only where its tick is known, an identification never.
 */
public final class Matcher {
    private final MatchRules rules;
    private final List<String> differences = new ArrayList<>();

    public Matcher(MatchRules rules) {
        this.rules = rules;
    }

    /** {@return in words what is not as the script says; empty if all is. {@code flow} learns from what matches} */
    public List<String> differences(PacketEvent expected, Live live, Flow flow) {
        differences.clear();
        fields(expected.ip(), live.ip());
        switch (expected.packet()) {
            case TcpPacket tcp
            when live.transport() instanceof Live.Tcp actual -> tcp(tcp, live.ip(), actual.segment(), flow);
            case UdpPacket udp
            when live.transport() instanceof Live.Udp actual ->
                compare("bytes of data", udp.length(), actual.datagram().dataLength());
            case IcmpPacket icmp
            when live.transport() instanceof Live.Icmp actual -> icmp(icmp, live.ip(), actual.message());
            case RawPacket raw
            when live.transport() instanceof Live.Other ->
                compare("bytes of data", raw.length(), live.ip().payloadLength());
            case TcpPacket _, UdpPacket _, IcmpPacket _, RawPacket _ -> differences.add("another protocol");
        }
        return List.copyOf(differences);
    }

    private void compare(String what, long expected, long actual) {
        if (expected != actual) {
            differences.add(what + ": expected " + expected + ", was " + actual);
        }
    }

    private void fields(IpFields expected, IpPacket ip) {
        int mark = ip.trafficClass() & 3;
        expected.ecn().ifPresent(ecn -> {
            boolean matches = switch (ecn) {
                case NOT_ECT -> mark == 0;
                case ECT1 -> mark == 1;
                case ECT0 -> mark == 2;
                case CE -> mark == 3;
                case ECT01 -> mark == 1 || mark == 2;
            };
            if (!matches) {
                differences.add("ECN mark: expected " + ecn + ", was " + mark);
            }
        });
        expected.tos().ifPresent(tos -> {
            // A TOS beside an ECN mark speaks of the other bits.
            int mask = expected.ecn().isPresent() ? 0xFC : 0xFF;
            compare("TOS", tos & mask, ip.trafficClass() & mask);
        });
        expected.ttl().ifPresent(ttl -> compare("TTL", ttl, ip.hopLimit()));
        expected.flowLabel().ifPresent(label -> compare("flow label", label, ip.flowLabel()));
    }

    private void tcp(TcpPacket expected, IpPacket ip, TcpSegment actual, Flow flow) {
        if (actual.has(TcpFlags.SYN) && (expected.flags() & TcpFlags.SYN) != 0) {
            flow.onLocalSyn(actual.seq(), (int) expected.sequence().first());
        }
        if (expected.flags() != actual.flags()) {
            differences.add(
                    "flags: expected " + TcpFlags.text(expected.flags()) + ", was " + TcpFlags.text(actual.flags()));
        }
        compare(
                "sequence number",
                (int) expected.sequence().first() & 0xFFFFFFFFL,
                Integer.toUnsignedLong(flow.scriptOfLocal(actual.seq())));
        compare("bytes of text", expected.sequence().length(), actual.textLength());
        if (actual.has(TcpFlags.ACK)) {
            compare(
                    "acknowledgment",
                    (int) expected.ack().orElse(0) & 0xFFFFFFFFL,
                    Integer.toUnsignedLong(actual.ack()));
        }
        expected.window().ifPresent(window -> compare("window", window, actual.window()));
        compare("urgent pointer", expected.urgent().orElse(0), actual.urgentPointer());
        options(expected.options(), ip, actual, flow);
    }

    private void options(TcpOptionList expected, IpPacket ip, TcpSegment actual, Flow flow) {
        switch (expected) {
            case TcpOptionList.Any _ -> {}
            case TcpOptionList.Absent _ -> options(List.of(), ip, actual, flow);
            case TcpOptionList.Listed listed -> options(listed.options(), ip, actual, flow);
        }
    }

    private void options(List<TcpOption> wanted, IpPacket ip, TcpSegment actual, Flow flow) {
        learnTimestamp(wanted, actual, flow);
        List<TcpOption> found = Notation.options(ip, actual, flow);
        boolean isSame = wanted.size() == found.size();
        for (int i = 0; isSame && i < wanted.size(); i++) {
            isSame = isSame(wanted.get(i), found.get(i));
        }
        if (!isSame) {
            differences.add("options: expected <" + PacketPrinter.options(wanted) + ">, was <"
                    + PacketPrinter.options(found) + ">");
        }
    }

    private static void learnTimestamp(List<TcpOption> wanted, TcpSegment actual, Flow flow) {
        if (actual.options().hasTimestamps()) {
            for (TcpOption option : wanted) {
                if (option instanceof TcpOption.Timestamps stamps) {
                    flow.onLocalTimestamp(actual.options().tsVal(), (int) stamps.value());
                }
            }
        }
    }

    private boolean isSame(TcpOption wanted, TcpOption found) {
        if (wanted instanceof TcpOption.Timestamps a && found instanceof TcpOption.Timestamps b) {
            long apart = Math.abs((int) a.value() - (int) b.value());
            return a.echo() == b.echo()
                    && (rules.timestampTickMicros() == 0
                            || apart * rules.timestampTickMicros() <= rules.toleranceMicros());
        }
        if (wanted instanceof TcpOption.FastOpen a && found instanceof TcpOption.FastOpen b) {
            return a.isExperimental() == b.isExperimental() && a.cookie().equalsIgnoreCase(b.cookie());
        }
        return wanted.equals(found);
    }

    private void icmp(IcmpPacket expected, IpPacket ip, IcmpMessage actual) {
        boolean isIpv6 = !ip.isIpv4();
        IcmpWords.numbers(isIpv6, expected.type(), expected.code()).ifPresent(numbers -> {
            compare("ICMP type", numbers.type(), actual.type());
            compare("ICMP code", numbers.code(), actual.code());
        });
        expected.mtu().ifPresent(mtu -> compare("MTU", mtu, Integer.toUnsignedLong(actual.rest())));
        expected.identifier().ifPresent(id -> compare("identifier", id, actual.rest() >>> 16));
        expected.sequence().ifPresent(seq -> compare("sequence", seq, actual.rest() & 0xFFFF));
    }
}
