package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Row.Wire;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Draws a conversation line by line, as it happens.
 *
 * <pre>
 *     time  calls                          state      |         wire          | state       calls
 *      0-10 connect(10.0.0.2:7) ... blocked SYN_SENT  | S 0:0(0) win 64240 -->| SYN_RCVD
 * </pre>
 *
 * <p>A row stands for a moment of one host, or for a packet with both of its ends; its time is then that of sending
 * and that of arrival. Lines go to a consumer, without line ends; the same events give the same lines. Not thread-safe.
 */
public final class TextPicture {
    private static final long NANOS_PER_TENTH = 100_000;

    private final Style style;
    private final Layout layout;
    private final Consumer<String> lines;
    private final Weaver weaver = new Weaver(this::draw);
    private final WireCell wires;
    private final CallCell leftCalls;
    private final CallCell rightCalls;

    /** A picture in this style whose lines go to {@code lines}. */
    public TextPicture(Style style, Consumer<String> lines) {
        this.style = style;
        this.lines = lines;
        layout = Layout.of(style.width(), style.glyphs());
        wires = new WireCell(style, layout.wire());
        leftCalls = new CallCell(style, layout.left());
        rightCalls = new CallCell(style, layout.right());
    }

    /** Draws a whole conversation. */
    public static void draw(
            Conversation conversation, String title, String moral, Style style, Consumer<String> lines) {
        var picture = new TextPicture(style, lines);
        picture.begin(title, conversation.left(), conversation.right());
        conversation.events().forEach(picture::on);
        picture.end(moral, conversation);
    }

    /** Draws the head. */
    public void begin(String title, Party left, Party right) {
        Words words = style.words();
        text(Ink.BOLD, title);
        lines.accept("");
        Cell names = cell().pad(Layout.TIME + 1).add(Ink.BOLD, left.name() + " " + left.address());
        String atRight = right.name() + " " + right.address();
        lines.accept(names.pad(rightCallsAt()).add(Ink.BOLD, atRight).toString());
        Cell heads = cell().add(Ink.DIM, leftPadded(words.milliseconds, Layout.TIME) + " ")
                .add(Ink.DIM, DisplayWidth.padded(words.calls, layout.left() + 1))
                .add(Ink.DIM, DisplayWidth.padded(words.state, Layout.STATE + 1));
        heads.add(Ink.DIM, style.glyphs().life)
                .add(Ink.DIM, centered(words.wire, layout.wire()))
                .add(Ink.DIM, style.glyphs().life + " ")
                .add(Ink.DIM, DisplayWidth.padded(words.state, Layout.STATE + 1))
                .add(Ink.DIM, words.calls);
        lines.accept(heads.toString());
    }

    /** Learns of the next event, and draws what is known by it. */
    public void on(Event event) {
        weaver.on(event);
    }

    /** Draws what is left, then what is to be learnt from it. */
    public void end(String moral, Conversation conversation) {
        weaver.end();
        Words words = style.words();
        lines.accept("");
        text(Ink.PLAIN, moral);
        text(Ink.DIM, words.legend.formatted(style.glyphs().until, style.glyphs().releasedBy));
        text(
                Ink.DIM,
                words.summary.formatted(
                        seconds(conversation.endNanos()),
                        conversation.packets(),
                        conversation.lost(),
                        conversation.seed(),
                        time(conversation.delayNanos()) + " ms"));
    }

    private void text(Ink ink, String text) {
        for (String line : Paragraph.lines(text, style.width())) {
            lines.accept(cell().add(ink, line).toString());
        }
    }

    private int rightCallsAt() {
        return Layout.TIME + 1 + layout.left() + 1 + Layout.STATE + 1 + 1 + layout.wire() + 1 + 1 + Layout.STATE + 1;
    }

    private void draw(Row row) {
        List<Cell> left = leftCalls.draw(row.left());
        List<Cell> right = rightCalls.draw(row.right());
        int height = Math.max(left.size(), right.size());
        for (int i = 0; i < height; i++) {
            boolean isFirst = i == 0;
            Cell line = cell().add(Ink.DIM, isFirst ? leftPadded(time(row), Layout.TIME) : " ".repeat(Layout.TIME));
            line.add(Ink.PLAIN, " ").add(cellOf(left, i, leftCalls)).pad(Layout.TIME + 1 + layout.left() + 1);
            line.add(state(row.left(), isFirst)).add(Ink.DIM, style.glyphs().life);
            line.add(isFirst ? wire(row) : wires.blank()).add(Ink.DIM, style.glyphs().life);
            line.add(Ink.PLAIN, " ").add(state(row.right(), isFirst)).add(cellOf(right, i, rightCalls));
            lines.accept(line.toString());
        }
    }

    private static Cell cellOf(List<Cell> cells, int line, CallCell column) {
        return line < cells.size() ? cells.get(line) : column.filler();
    }

    private Cell state(@Nullable Step step, boolean isFirst) {
        String state = step == null || !isFirst ? "" : step.state;
        return cell().add(Ink.STATE, state).pad(Layout.STATE + 1);
    }

    private Cell wire(Row row) {
        Step sender = sender(row);
        Step receiver = receiver(row);
        Step one = sender != null ? sender : receiver;
        return one == null || one.packet == null || row.wire() == Wire.NONE
                ? wires.blank()
                : wires.draw(one.packet, row.wire(), one.mishap);
    }

    private static @Nullable Step sender(Row row) {
        return row.left() != null && row.left().sends ? row.left() : ifSends(row.right());
    }

    private static @Nullable Step ifSends(@Nullable Step step) {
        return step != null && step.sends ? step : null;
    }

    private static @Nullable Step receiver(Row row) {
        return row.left() != null && !row.left().sends ? row.left() : row.right();
    }

    private String time(Row row) {
        String until = style.glyphs().until;
        Step sender = sender(row);
        Step receiver = receiver(row);
        return switch (row.wire()) {
            case WHOLE -> time(sender) + until + time(receiver);
            case LEAVES -> time(sender) + until;
            case ARRIVES -> until + time(receiver);
            case LOST -> time(sender);
            case NONE -> time(receiver);
        };
    }

    private static String time(@Nullable Step step) {
        return step == null ? "" : time(step.nanos);
    }

    /** Milliseconds, with a decimal only where it counts. */
    private static String time(long nanos) {
        long tenths = nanos / NANOS_PER_TENTH;
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
    }

    private static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos / NANOS_PER_TENTH, 4)
                        .stripTrailingZeros()
                        .toPlainString() + " s";
    }

    private Cell cell() {
        return new Cell(style.coloured());
    }

    private static String leftPadded(String text, int columns) {
        return " ".repeat(Math.max(0, columns - DisplayWidth.of(text))) + text;
    }

    private static String centered(String text, int columns) {
        int before = (columns - DisplayWidth.of(text)) / 2;
        return DisplayWidth.padded(" ".repeat(before) + text, columns);
    }
}
