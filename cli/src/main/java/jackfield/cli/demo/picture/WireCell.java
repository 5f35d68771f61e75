package jackfield.cli.demo.picture;

import jackfield.cli.demo.picture.Row.Wire;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a packet between the life lines: its text at its sender, its arrow towards the other.
 *
 * <pre>
 *   | S 0:0(0) win 64240 ---------->|     |<--------- P. 1:6(5) ack 6 |     | P. 1:6(5) ack 1 ---X lost: rule |
 * </pre>
 *
 * <p>Of the text as much is shown as there is room for: first the options go, then the window, the mark last.
 */
final class WireCell {
    /** Columns of a line that still looks like an arrow. */
    private static final int SHORTEST_LINE = 1;

    private static final String ARP = "arp ";

    private final Style style;
    private final int width;

    /** A drawer into so many columns. */
    WireCell(Style style, int width) {
        this.style = style;
        this.width = width;
    }

    /** {@return the cell of a row without a packet} */
    Cell blank() {
        return cell().pad(width);
    }

    private Cell cell() {
        return new Cell(style.coloured());
    }

    Cell draw(Packet packet, Wire wire, String mishap) {
        boolean isFromLeft = packet.from() == Side.LEFT;
        Ink ink = isFromLeft ? Ink.FROM_LEFT : Ink.FROM_RIGHT;
        Glyphs glyphs = style.glyphs();
        String head = switch (wire) {
            case NONE, LEAVES -> "";
            case WHOLE, ARRIVES -> isFromLeft ? glyphs.headRight : glyphs.headLeft;
            case LOST -> glyphs.lost;
        };
        String behind = wire == Wire.LOST ? loss(packet, mishap) : "";
        int room = width - 2 - head.length() - DisplayWidth.of(behind);
        Cell text = text(packet, wire, room - SHORTEST_LINE);
        int line = room - text.columns();
        List<Cell> parts = new ArrayList<>();
        parts.add(cell().add(Ink.PLAIN, " ").add(text).add(Ink.PLAIN, " "));
        parts.add(cell().add(ink, line(wire, Math.max(0, line), isFromLeft)));
        parts.add(cell().add(wire == Wire.LOST ? Ink.BAD : ink, head));
        parts.add(cell().add(Ink.BAD, behind));
        Cell drawn = cell();
        (isFromLeft ? parts : parts.reversed()).forEach(drawn::add);
        return drawn.pad(width);
    }

    /** A dashed end says that other rows come between. */
    private String line(Wire wire, int length, boolean isFromLeft) {
        String whole = style.glyphs().line.repeat(length);
        if (wire != Wire.LEAVES && wire != Wire.ARRIVES) {
            return whole;
        }
        int dashes = Math.min(length, wire == Wire.LEAVES ? 5 : length - 1);
        String dashed = style.glyphs().dashed.repeat(dashes);
        String solid = style.glyphs().line.repeat(length - dashes);
        boolean isDashedAtRight = (wire == Wire.LEAVES) == isFromLeft;
        return isDashedAtRight ? solid + dashed : dashed + solid;
    }

    private String loss(Packet packet, String why) {
        String full = " " + style.words().lost + ": " + why + " ";
        int columns = DisplayWidth.of(full) + DisplayWidth.of(brief(packet)) + SHORTEST_LINE + 3;
        return columns <= width && !why.isEmpty() ? full : " " + style.words().lost + " ";
    }

    /** What a packet is recognized by. */
    private static String brief(Packet packet) {
        int ack = packet.summary().indexOf(" ack ");
        return ack < 0 ? packet.summary() : packet.summary().substring(0, ack);
    }

    private Cell text(Packet packet, Wire wire, int room) {
        if (wire == Wire.ARRIVES) {
            return cell().add(Ink.DIM, shortened(packet.summary(), room));
        }
        String mark = style.words().mark(packet);
        for (String candidate : candidates(packet)) {
            int columns = DisplayWidth.of(candidate) + (mark.isEmpty() ? 0 : 2 + DisplayWidth.of(mark));
            if (columns <= room) {
                Cell text = cell().add(Ink.PLAIN, candidate);
                return mark.isEmpty() ? text : text.add(Ink.PLAIN, "  ").add(Ink.AGAIN, mark);
            }
        }
        return cell().add(Ink.PLAIN, shortened(packet.summary(), room));
    }

    private List<String> candidates(Packet packet) {
        String summary = packet.summary();
        List<String> candidates = new ArrayList<>();
        if (packet.tellsWindow()) {
            String window = summary + " win " + packet.window();
            String options = packet.options();
            if (!options.isEmpty() && packet.news() != Packet.News.WINDOW) {
                candidates.add(window + " <" + options + ">");
                for (int comma = options.lastIndexOf(','); comma > 0; comma = options.lastIndexOf(',', comma - 1)) {
                    candidates.add(window + " <" + options.substring(0, comma + 1) + style.glyphs().ellipsis + ">");
                }
                candidates.add(window + " <" + style.glyphs().ellipsis + ">");
            }
            candidates.add(window);
        } else {
            int sack = packet.options().indexOf("sack ");
            if (sack >= 0) {
                int comma = packet.options().indexOf(',', sack);
                candidates.add(summary + " <"
                        + packet.options()
                                .substring(sack, comma < 0 ? packet.options().length() : comma) + ">");
            }
        }
        candidates.add(summary);
        candidates.add(brief(packet));
        if (summary.startsWith(ARP)) {
            candidates.add(summary.substring(ARP.length()));
        }
        return candidates;
    }

    private String shortened(String text, int room) {
        return DisplayWidth.shortened(text, room, style.glyphs().ellipsis);
    }
}
