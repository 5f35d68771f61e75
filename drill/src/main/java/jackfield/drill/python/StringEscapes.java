package jackfield.drill.python;

/** Decodes the backslashes of a Python string. */
final class StringEscapes {
    private StringEscapes() {}

    static String decode(String raw, int line) {
        var text = new StringBuilder();
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            if (c != '\\' || at + 1 == raw.length()) {
                text.append(c);
                at++;
                continue;
            }
            char letter = raw.charAt(at + 1);
            at += 2;
            switch (letter) {
                case '\n' -> {}
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case '\\', '\'', '"' -> text.append(letter);
                case 'x' -> {
                    text.append(hex(raw, at, line));
                    at += 2;
                }
                case '0', '1', '2', '3', '4', '5', '6', '7', 'a', 'b', 'f', 'v', 'u', 'U', 'N' ->
                    throw new Unsupported(line, "the escape \\" + letter);
                // What Python does not know it leaves alone.
                default -> text.append('\\').append(letter);
            }
        }
        return text.toString();
    }

    private static char hex(String raw, int from, int line) {
        if (from + 2 > raw.length() || !raw.substring(from, from + 2).matches("[0-9a-fA-F]{2}")) {
            throw new Unsupported(line, "the escape \\x without two digits");
        }
        return (char) Integer.parseInt(raw.substring(from, from + 2), 16);
    }
}
