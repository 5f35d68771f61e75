package jackfield.cli.demo.picture;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines: between words, and between any two CJK characters. */
final class Paragraph {
    private Paragraph() {}

    /** {@return lines of at most {@code width} columns, unless a word is longer} */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        var line = new StringBuilder();
        for (String word : words(text)) {
            if (!line.isEmpty() && DisplayWidth.of(line + word.stripTrailing()) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** {@return what stays together, with the space behind it; a comma or full stop stays with what is before it} */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        var word = new StringBuilder();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            word.appendCodePoint(points[i]);
            boolean isLast = i + 1 == points.length;
            boolean mayBreak = points[i] == ' ' || DisplayWidth.of(points[i]) == 2;
            if (isLast || (mayBreak && points[i + 1] != ' ' && !isClosing(points[i + 1]))) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }

    private static boolean isClosing(int point) {
        return "，。；：、）".indexOf(point) >= 0;
    }
}
