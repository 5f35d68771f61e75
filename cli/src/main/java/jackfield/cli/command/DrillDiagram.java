package jackfield.cli.command;

import jackfield.cli.demo.picture.Call;
import jackfield.cli.demo.picture.Conversation;
import jackfield.cli.demo.picture.Event;
import jackfield.cli.demo.picture.Glyphs;
import jackfield.cli.demo.picture.Packet;
import jackfield.cli.demo.picture.Party;
import jackfield.cli.demo.picture.Side;
import jackfield.cli.demo.picture.Style;
import jackfield.cli.demo.picture.TextPicture;
import jackfield.cli.demo.picture.Words;
import jackfield.drill.run.Entry;
import jackfield.drill.run.ScriptResult;
import jackfield.drill.run.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Draws what happened in a script as {@code demo} draws: the script's end left, the stack and its calls right. */
final class DrillDiagram {
    private final List<Event> events = new ArrayList<>();
    /** Calls that wait, by their line. */
    private final Map<Integer, Call> waiting = new HashMap<>();

    private long latestIn;
    private long latestInNanos = -1;
    private long packets;
    private long calls;

    private DrillDiagram() {}

    static void draw(ScriptResult result, Consumer<String> lines) {
        var diagram = new DrillDiagram();
        result.transcript().forEach(diagram::add);
        boolean unicode = java.nio.charset.Charset.defaultCharset().newEncoder().canEncode(Glyphs.SAMPLE);
        var style = new Style(Style.DEFAULT_WIDTH, Words.EN, unicode ? Glyphs.UNICODE : Glyphs.ASCII, false);
        String moral = switch (result.verdict()) {
            case Verdict.Passed _ -> "Passed.";
            case Verdict.Failed failed -> "Failed at line " + failed.line() + ": " + failed.reason();
            case Verdict.Skipped skipped -> "Skipped: " + skipped.reason();
            case Verdict.Unusable unusable -> unusable.message();
        };
        var conversation = new Conversation(
                result.file(),
                0,
                0,
                new Party("script", ""),
                new Party("stack", result.family().word()),
                diagram.events,
                result.nanos());
        TextPicture.draw(conversation, result.file(), moral, style, lines);
    }

    private void add(Entry entry) {
        switch (entry.kind()) {
            case IN, OUT -> packet(entry);
            case BLOCKS -> {
                Call call = call(entry.text());
                waiting.put(entry.line(), call);
                events.add(new Event.CallBegan(entry.nanos(), call));
                events.add(new Event.CallWaits(entry.nanos(), call));
            }
            case CALL -> {
                int equals = entry.text().lastIndexOf(" = ");
                Call begun = waiting.remove(entry.line());
                Call call = begun == null ? call(entry.text().substring(0, equals)) : begun;
                if (begun == null) {
                    events.add(new Event.CallBegan(entry.nanos(), call));
                }
                String answer = entry.text().substring(equals + 3);
                events.add(
                        new Event.CallEnded(entry.nanos(), call, answer, answer.startsWith("-"), cause(entry.nanos())));
            }
            case OTHER -> {}
        }
    }

    /** {@return the packet that came in at this moment, 0 if none did} */
    private long cause(long nanos) {
        return latestInNanos == nanos ? latestIn : 0;
    }

    private void packet(Entry entry) {
        if (entry.text().length() < 3 || entry.text().startsWith("(")) {
            return;
        }
        Side from = entry.kind() == Entry.Kind.IN ? Side.LEFT : Side.RIGHT;
        String text = entry.text().substring(2);
        int options = text.indexOf(" <");
        String head = options < 0 ? text : text.substring(0, options);
        int window = head.indexOf(" win ");
        long number = ++packets;
        if (from == Side.LEFT) {
            latestIn = number;
            latestInNanos = entry.nanos();
        }
        var packet = new Packet(
                number,
                from,
                window < 0 ? head : head.substring(0, window),
                window < 0 ? -1 : windowOf(head.substring(window + 5)),
                options < 0 ? "" : text.substring(options + 2, text.length() - 1),
                news(head),
                0,
                Packet.Mark.NONE);
        events.add(new Event.PacketLeft(entry.nanos(), packet));
        events.add(new Event.PacketArrived(entry.nanos(), from.other(), number));
    }

    private static int windowOf(String text) {
        int end = text.indexOf(' ');
        return Integer.parseInt(end < 0 ? text : text.substring(0, end));
    }

    private static Packet.News news(String head) {
        String flags = head.substring(0, Math.max(0, head.indexOf(' ')));
        return switch (flags) {
            case "S" -> Packet.News.SYN;
            case "S." -> Packet.News.SYN_ACK;
            case "F.", "FP." -> Packet.News.FIN;
            case "R", "R." -> Packet.News.RST;
            case "udp" -> Packet.News.DATAGRAM;
            default -> Packet.News.ACK;
        };
    }

    private Call call(String text) {
        int open = text.indexOf('(');
        String inside = text.substring(open + 1, text.length() - 1);
        int comma = inside.indexOf(", ");
        String first = comma < 0 ? inside : inside.substring(0, comma);
        boolean hasDescriptor = first.matches("\\d{1,6}");
        String arguments = hasDescriptor ? comma < 0 ? "" : inside.substring(comma + 2) : inside;
        int fd = hasDescriptor ? Integer.parseInt(first) : -1;
        return new Call(++calls, Side.RIGHT, "script", fd, text.substring(0, open), arguments);
    }
}
