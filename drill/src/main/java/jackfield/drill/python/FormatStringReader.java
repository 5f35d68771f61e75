package jackfield.drill.python;

import jackfield.drill.python.Node.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the inside of an f-string into text and {@code {value=!r:spec}}. */
final class FormatStringReader {
    private final String raw;
    private final int line;
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    FormatStringReader(String raw, int line) {
        this.raw = raw;
        this.line = line;
    }

    List<Piece> pieces() {
        int at = 0;
        while (at < raw.length()) {
            char c = raw.charAt(at);
            boolean isDoubled = at + 1 < raw.length() && raw.charAt(at + 1) == c;
            if ((c == '{' || c == '}') && isDoubled) {
                text.append(c);
                at += 2;
            } else if (c == '{') {
                flush();
                int end = end(at + 1);
                field(raw.substring(at + 1, end));
                at = end + 1;
            } else if (c == '}') {
                throw new Unsupported(line, "a lone '}' in an f-string");
            } else {
                text.append(c);
                at++;
            }
        }
        flush();
        return pieces;
    }

    private void flush() {
        if (!text.isEmpty()) {
            pieces.add(plain(StringEscapes.decode(text.toString(), line)));
            text.setLength(0);
        }
    }

    private int end(int from) {
        int end = raw.indexOf('}', from);
        if (end < 0 || raw.substring(from, end).contains("{")) {
            throw new Unsupported(line, "this f-string");
        }
        return end;
    }

    private void field(String field) {
        int colon = outsideBrackets(field);
        String spec = colon < 0 ? "" : field.substring(colon + 1);
        String value = colon < 0 ? field : field.substring(0, colon);
        String conversion = "";
        if (value.endsWith("!r") || value.endsWith("!s")) {
            conversion = value.substring(value.length() - 1);
            value = value.substring(0, value.length() - 2);
        }
        String trimmed = value.stripTrailing();
        if (trimmed.endsWith("=") && !trimmed.matches(".*[=!<>]=")) {
            pieces.add(plain(value));
            conversion = conversion.isEmpty() && spec.isEmpty() ? "r" : conversion;
            value = trimmed.substring(0, trimmed.length() - 1);
        }
        if (value.contains("\\")) {
            throw new Unsupported(line, "a backslash within an f-string's braces");
        }
        var tokens = new Tokens(new Lexer("(" + value + ")").tokens());
        Node node = new ExpressionReader(tokens).expression();
        if (!tokens.takes(Token.Kind.NEWLINE) || value.isBlank()) {
            throw new Unsupported(line, "this f-string");
        }
        pieces.add(new Piece("", Optional.of(node), conversion, spec, line));
    }

    /** {@return where the colon before the specification stands, -1 without one} */
    private static int outsideBrackets(String field) {
        int depth = 0;
        for (int at = 0; at < field.length(); at++) {
            char c = field.charAt(at);
            depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
            if (c == '\'' || c == '"') {
                int end = field.indexOf(c, at + 1);
                at = end < 0 ? at : end;
            } else if (c == ':' && depth == 0) {
                return at;
            }
        }
        return -1;
    }

    private Piece plain(String plain) {
        return new Piece(plain, Optional.empty(), "", "", line);
    }
}
