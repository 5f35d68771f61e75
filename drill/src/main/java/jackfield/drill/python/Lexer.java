package jackfield.drill.python;

import jackfield.drill.python.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * Cuts code into tokens, with Python's rules for lines and indentation.
 *
 * @see <a href="https://docs.python.org/3/reference/lexical_analysis.html">The Python Language Reference, 2</a>
 */
final class Lexer {
    private static final List<String> OPERATORS = List.of(
            "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "+=", "-=", "*=", "/=",
            "%=", "&=", "|=", "^=", "->", ":=", "+", "-", "*", "/", "%", "&", "|", "^", "~", "<", ">", "(", ")", "[",
            "]", "{", "}", ",", ":", ".", ";", "=", "@");

    private final String code;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
    private boolean sawTab;
    private boolean sawSpace;
    private int brackets;
    private int at;
    private int line = 1;

    Lexer(String code) {
        this.code = code;
    }

    List<Token> tokens() {
        while (at < code.length()) {
            if (lineStarts()) {
                indentation();
            }
            if (at < code.length()) {
                token();
            }
        }
        if (!lineStarts()) {
            add(Kind.NEWLINE, at, "");
        }
        while (indents.pop() > 0) {
            add(Kind.DEDENT, at, "");
        }
        add(Kind.END, at, "");
        return tokens;
    }

    private boolean lineStarts() {
        if (brackets > 0) {
            return false;
        }
        Kind last = tokens.isEmpty() ? Kind.NEWLINE : tokens.getLast().kind();
        return last == Kind.NEWLINE || last == Kind.DEDENT;
    }

    /** Reads the blanks before a line that holds something; skips lines that hold nothing. */
    private void indentation() {
        int width = 0;
        while (at < code.length()) {
            char c = code.charAt(at);
            if (c == ' ' || c == '\t') {
                sawTab |= c == '\t';
                sawSpace |= c == ' ';
                width++;
            } else if (c == '\n') {
                line++;
                width = 0;
            } else if (c == '#') {
                skipComment();
                continue;
            } else if (c != '\r') {
                indent(width);
                return;
            }
            at++;
        }
    }

    private void indent(int width) {
        if (sawTab && sawSpace && width > 0) {
            throw new Unsupported(line, "tabs and blanks mixed");
        }
        if (width > indents.peek()) {
            indents.push(width);
            add(Kind.INDENT, at, "");
        }
        while (width < indents.peek()) {
            indents.pop();
            add(Kind.DEDENT, at, "");
        }
        if (width != indents.peek()) {
            throw new Unsupported(line, "IndentationError: no outer line begins there");
        }
        // Read at once, so that no line seems to begin here again.
        token();
    }

    private void token() {
        char c = code.charAt(at);
        if (c == '\n') {
            if (brackets == 0) {
                add(Kind.NEWLINE, at, "");
            }
            at++;
            line++;
        } else if (c == ' ' || c == '\t' || c == '\r') {
            at++;
        } else if (c == '#') {
            skipComment();
        } else if (c == '\\' && code.startsWith("\n", at + 1)) {
            at += 2;
            line++;
        } else if (isDigit(c) || c == '.' && at + 1 < code.length() && isDigit(code.charAt(at + 1))) {
            number();
        } else if (stringPrefix() >= 0) {
            string(stringPrefix());
        } else if (isNameStart(c)) {
            int start = at;
            while (at < code.length() && (isNameStart(code.charAt(at)) || isDigit(code.charAt(at)))) {
                at++;
            }
            add(Kind.NAME, start, code.substring(start, at));
        } else {
            operator();
        }
    }

    private void operator() {
        for (String operator : OPERATORS) {
            if (code.startsWith(operator, at)) {
                at += operator.length();
                brackets += "([{".contains(operator) ? 1 : ")]}".contains(operator) && brackets > 0 ? -1 : 0;
                add(Kind.OPERATOR, at - operator.length(), operator);
                return;
            }
        }
        throw new Unsupported(line, "the character '" + code.charAt(at) + "'");
    }

    private void number() {
        int start = at;
        boolean isHex = code.startsWith("0x", at) || code.startsWith("0X", at);
        while (at < code.length()) {
            char c = code.charAt(at);
            boolean isExponentSign =
                    (c == '+' || c == '-') && !isHex && (code.charAt(at - 1) | 0x20) == 'e' && at > start;
            if (!isDigit(c) && !isNameStart(c) && c != '.' && !isExponentSign) {
                break;
            }
            at++;
        }
        add(Kind.NUMBER, start, code.substring(start, at));
    }

    /** {@return how many letters stand before a quote here, -1 if no string begins here} */
    private int stringPrefix() {
        int end = at;
        while (end < code.length() && end - at < 3 && "fFrRbBuU".indexOf(code.charAt(end)) >= 0) {
            end++;
        }
        return end < code.length() && (code.charAt(end) == '"' || code.charAt(end) == '\'') ? end - at : -1;
    }

    private void string(int prefixLength) {
        int start = at;
        int startLine = line;
        String prefix = code.substring(at, at + prefixLength).toLowerCase(Locale.ROOT);
        char quote = code.charAt(at + prefixLength);
        if (prefix.contains("b") || prefix.length() > 1) {
            throw new Unsupported(line, "a string with the prefix " + prefix);
        }
        String triple = String.valueOf(quote).repeat(3);
        String closing = code.startsWith(triple, at + prefixLength) ? triple : String.valueOf(quote);
        at += prefixLength + closing.length();
        int inside = at;
        while (!code.startsWith(closing, at)) {
            if (at >= code.length() || code.charAt(at) == '\n' && closing.length() == 1) {
                throw new Unsupported(startLine, "a string without an end");
            }
            boolean isEscape = code.charAt(at) == '\\' && at + 1 < code.length();
            line += code.charAt(at) == '\n' || isEscape && code.charAt(at + 1) == '\n' ? 1 : 0;
            at += isEscape ? 2 : 1;
        }
        String raw = code.substring(inside, at);
        at += closing.length();
        boolean isFormatted = prefix.equals("f");
        String text = isFormatted || prefix.equals("r") ? raw : StringEscapes.decode(raw, startLine);
        tokens.add(new Token(isFormatted ? Kind.FORMATTED : Kind.STRING, text, startLine, start, at));
    }

    private void skipComment() {
        while (at < code.length() && code.charAt(at) != '\n') {
            at++;
        }
    }

    private void add(Kind kind, int start, String text) {
        tokens.add(new Token(kind, text, line, start, at));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
