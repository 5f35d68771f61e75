package jackfield.drill.python;

import java.util.List;

/** Code as it stands in a script, between marks and indented with it, made to begin in the first column. */
final class CodeText {
    private CodeText() {}

    /**
     * Takes away the indentation all lines share; the first line's own, when it stands right after the mark, is taken
     * away alone. Lines keep their numbers.
     */
    static String dedented(String code) {
        List<String> lines = code.replace("\r\n", "\n").lines().toList();
        if (lines.isEmpty()) {
            return "";
        }
        boolean startsAtMark = !lines.getFirst().isBlank() && !code.startsWith("\n");
        String first = lines.getFirst().strip();
        // What follows "if x:" is meant to be deeper than it.
        boolean keepsRest = startsAtMark && first.endsWith(":");
        int shared = keepsRest ? 0 : sharedIndent(lines.subList(startsAtMark ? 1 : 0, lines.size()));
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            text.append(
                    i == 0 && startsAtMark
                            ? first
                            : line.isBlank() ? "" : line.substring(Math.min(shared, indent(line))));
            text.append('\n');
        }
        return text.toString();
    }

    private static int sharedIndent(List<String> lines) {
        int shared = Integer.MAX_VALUE;
        for (String line : lines) {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                shared = Math.min(shared, indent(line));
            }
        }
        return shared == Integer.MAX_VALUE ? 0 : shared;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
