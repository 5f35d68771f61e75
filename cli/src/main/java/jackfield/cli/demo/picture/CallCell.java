package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.CallText.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws one host's column of calls.
 *
 * <pre>
 *   recv(1024) ... blocked
 *   :
 *   recv(1024) = 5  &lt;- 5 bytes
 * </pre>
 *
 * <p>Keeps count of the calls that wait, to draw their bar through the rows in between.
 */
final class CallCell {
    private final Style style;
    private final int width;
    private int waiting;

    /** A column of so many columns. */
    CallCell(Style style, int width) {
        this.style = style;
        this.width = width;
    }

    /** {@return what is in a row, and in the lines that it needs besides} */
    List<Cell> draw(@Nullable Step step) {
        List<Piece> pieces = pieces(step);
        if (pieces.isEmpty()) {
            return List.of(filler());
        }
        List<Cell> lines = new ArrayList<>();
        Cell line = cell();
        for (Piece piece : pieces) {
            if (line.columns() > 0 && line.columns() + DisplayWidth.of(piece.text()) > width) {
                lines.add(line);
                String text = DisplayWidth.shortened(piece.text().strip(), width - 1, style.glyphs().ellipsis);
                line = cell().add(Ink.PLAIN, " ").add(piece.ink(), text);
            } else {
                line.add(piece.ink(), DisplayWidth.shortened(piece.text(), width, style.glyphs().ellipsis));
            }
        }
        lines.add(line);
        return lines;
    }

    /** {@return the cell of a row in which nothing happens here} */
    Cell filler() {
        return waiting > 0 ? cell().add(Ink.WAITS, style.glyphs().waiting) : cell();
    }

    private Cell cell() {
        return new Cell(style.coloured());
    }

    private List<Piece> pieces(@Nullable Step step) {
        if (step == null) {
            return List.of();
        }
        Call call = step.call;
        if (call == null) {
            Packet packet = step.packet;
            // A probe is made to be dropped: its answer is what counts.
            boolean isProbe = packet != null && packet.mark() == Packet.Mark.PROBE;
            return step.sends || step.mishap.isEmpty() || isProbe
                    ? List.of()
                    : List.of(new Piece(Ink.DIM, "(" + style.words().dropped + ": " + step.mishap + ")"));
        }
        if (step.waits) {
            waiting++;
        } else if (!step.begins) {
            waiting--;
        }
        return CallText.pieces(step, call, style.words(), style.glyphs());
    }
}
