package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Row.Wire;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a conversation as a Mermaid sequence diagram, as GitHub renders it in a page.
 *
 * <p>Packets are messages; calls and states are notes beside the host that they belong to.
 *
 * @see <a href="https://mermaid.js.org/syntax/sequenceDiagram.html">Mermaid, sequence diagrams</a>
 */
public final class MermaidPicture {
    private final Words words;
    private final List<String> lines = new ArrayList<>();

    private MermaidPicture(Words words) {
        this.words = words;
    }

    /** {@return the diagram's lines} */
    public static List<String> lines(Conversation conversation, String title, Words words) {
        var picture = new MermaidPicture(words);
        picture.lines.add("sequenceDiagram");
        picture.lines.add("    accTitle: " + escaped(title));
        picture.lines.add("    participant L as " + name(conversation.left()));
        picture.lines.add("    participant R as " + name(conversation.right()));
        var weaver = new Weaver(picture::draw);
        conversation.events().forEach(weaver::on);
        weaver.end();
        return picture.lines;
    }

    private static String name(Party party) {
        return escaped(party.name() + " " + party.address());
    }

    private void draw(Row row) {
        Step left = row.left();
        Step right = row.right();
        Step sender = left != null && left.sends ? left : right != null && right.sends ? right : null;
        Step receiver = sender == left ? right : left;
        // What the sender called comes before the packet, what that brings the receiver after it.
        note(sender);
        if (sender != null && sender.packet != null) {
            lines.add("    " + message(sender.packet, row.wire(), sender.mishap));
        }
        note(receiver);
    }

    private String message(Packet packet, Wire wire, String mishap) {
        String from = packet.from() == Side.LEFT ? "L" : "R";
        String to = packet.from() == Side.LEFT ? "R" : "L";
        String arrow = wire == Wire.LOST ? "-x" : packet.mark() == Packet.Mark.AGAIN ? "-->>" : "->>";
        var text = new StringBuilder(packet.summary());
        if (packet.tellsWindow()) {
            text.append(" win ").append(packet.window());
        }
        if (!words.mark(packet).isEmpty()) {
            text.append(" (").append(words.mark(packet)).append(')');
        }
        if (wire == Wire.LOST) {
            text.append(" (").append(words.lost).append(": ").append(mishap).append(')');
        }
        return from + arrow + to + ": " + escaped(text.toString());
    }

    private void note(@Nullable Step step) {
        if (step == null || (step.call == null && step.state.isEmpty())) {
            return;
        }
        List<String> parts = new ArrayList<>();
        Call call = step.call;
        if (call != null) {
            parts.add(escaped(CallText.of(step, call, words, Glyphs.ASCII)));
        }
        if (!step.state.isEmpty()) {
            parts.add(step.state);
        }
        String where = step.side == Side.LEFT ? "left of L" : "right of R";
        lines.add("    Note " + where + ": " + String.join("<br/>", parts));
    }

    /** Mermaid ends a statement at a semicolon and reads angle brackets as markup; both have names of their own. */
    private static String escaped(String text) {
        return text.replace("#", "#35;")
                .replace(";", "#59;")
                .replace("#35#59;", "#35;")
                .replace("<", "#lt;")
                .replace(">", "#gt;");
    }
}
