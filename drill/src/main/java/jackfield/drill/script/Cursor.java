package jackfield.drill.script;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * A place in a script's text: skips blanks and comments, reads words and numbers, says what is wrong where.
 *
 * <p>Every method that reads skips blanks first; those named {@code raw} do not. Comments are {@code // ...},
 * {@code # ...} and {@code /* ... *}{@code /}.
 */
final class Cursor {
    private static final int MAX_DIGITS = 18;
    private static final int MAX_FOUND_CHARS = 30;

    private final String file;
    private final String text;
    private final Map<String, String> defines;
    private int at;
    private int lastEnd;

    /** @param defines words that stand for others ({@code --define=NAME=VALUE}); read when a word is, so it may grow */
    Cursor(String file, String text, Map<String, String> defines) {
        this.file = file;
        this.text = text;
        this.defines = defines;
    }

    /** {@return where the next character stands, from 0} */
    int at() {
        return at;
    }

    /** {@return where the last thing read ended} */
    int lastEnd() {
        return lastEnd;
    }

    void moveTo(int position) {
        at = position;
        lastEnd = position;
    }

    String file() {
        return file;
    }

    String between(int from, int to) {
        return text.substring(from, to);
    }

    int lineOf(int position) {
        int line = 1;
        for (int i = 0; i < position; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    boolean atEnd() {
        skipBlanks();
        return at >= text.length();
    }

    /** {@return the next character after blanks, 0 at the end} */
    char peek() {
        skipBlanks();
        return rawPeek(0);
    }

    /** {@return the character so far ahead, 0 past the end} */
    char rawPeek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : '\0';
    }

    /** {@return whether the text goes on with this; a word must end where it ends} */
    boolean sees(String token) {
        skipBlanks();
        return text.startsWith(token, at)
                && !(isWord(token.charAt(token.length() - 1)) && isWord(rawPeek(token.length())));
    }

    /** Reads the token if it is there, and {@return whether it was}. */
    boolean takes(String token) {
        if (!sees(token)) {
            return false;
        }
        moveTo(at + token.length());
        return true;
    }

    void expect(String token) {
        if (!takes(token)) {
            throw expected("'" + token + "'");
        }
    }

    /** {@return the next word, or empty if there is none}: a letter or underscore, then digits too. */
    String peekWord() {
        skipBlanks();
        int end = at;
        if (!Character.isDigit(rawPeek(0))) {
            while (end < text.length() && isWord(text.charAt(end))) {
                end++;
            }
        }
        return text.substring(at, end);
    }

    String word(String what) {
        String word = peekWord();
        if (word.isEmpty()) {
            throw expected(what);
        }
        moveTo(at + word.length());
        return word;
    }

    /** {@return the run of letters, digits and underscores that comes next, perhaps empty} */
    String digitsAndLetters() {
        skipBlanks();
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        String run = text.substring(at, end);
        moveTo(end);
        return defined(run);
    }

    /** {@return what a word stands for: itself, unless it was defined} */
    String defined(String word) {
        return defines.getOrDefault(word, word);
    }

    /** {@return a decimal or {@code 0x} number within the bounds}, or what a defined word stands for. */
    long number(String what, long least, long most) {
        skipBlanks();
        int start = at;
        String word = peekWord();
        if (!word.isEmpty() && defines.containsKey(word)) {
            moveTo(at + word.length());
            return new Cursor(file, defined(word), Map.of()).number(what, least, most);
        }
        boolean isNegative = rawPeek(0) == '-';
        if (isNegative) {
            at++;
        }
        long value = isNegative ? -rawNumber(what, start) : rawNumber(what, start);
        if (value < least || value > most) {
            throw errorAt(start, what + " must be " + least + " to " + most + ", found " + text.substring(start, at));
        }
        return value;
    }

    /** {@return the digits here, hexadecimal after {@code 0x}} */
    private long rawNumber(String what, int start) {
        boolean isHex = rawPeek(0) == '0' && (rawPeek(1) == 'x' || rawPeek(1) == 'X');
        int radix = isHex ? 16 : 10;
        int first = isHex ? at + 2 : at;
        int end = first;
        while (end < text.length() && Character.digit(text.charAt(end), radix) >= 0 && text.charAt(end) < 128) {
            end++;
        }
        if (end == first || end < text.length() && isWord(text.charAt(end))) {
            at = start;
            throw expected(what);
        }
        if (end - first > (isHex ? 16 : MAX_DIGITS)) {
            at = start;
            throw errorAt(start, "the number has too many digits");
        }
        String digits = text.substring(first, end);
        moveTo(end);
        return isHex ? Long.parseUnsignedLong(digits, 16) : Long.parseLong(digits);
    }

    boolean seesNumber() {
        char next = peek();
        return isDigit(next)
                || next == '-' && isDigit(rawPeek(1))
                || defines.containsKey(peekWord()) && isDefinedNumber();
    }

    private boolean isDefinedNumber() {
        String value = defined(peekWord());
        return !value.isEmpty() && isDigit(value.charAt(0));
    }

    /** {@return the text up to the terminator, which is read too but not part of it} */
    String rawUntil(String terminator, String what) {
        int end = text.indexOf(terminator, at);
        if (end < 0) {
            throw errorAt(at, what + " has no end: expected '" + terminator + "'");
        }
        String inside = text.substring(at, end);
        moveTo(end + terminator.length());
        return inside;
    }

    /** {@return where the pattern next matches, or the end} */
    int nextMatch(Pattern pattern) {
        var matcher = pattern.matcher(text);
        return matcher.find(at) ? matcher.start() : text.length();
    }

    void skipBlanks() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\uFEFF') {
                at++;
            } else if (c == '\\' && (rawPeek(1) == '\n' || rawPeek(1) == '\r')) {
                at++;
            } else if (c == '#' || c == '/' && rawPeek(1) == '/') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == '/' && rawPeek(1) == '*') {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw errorAt(at, "the comment has no end: expected '*/'");
                }
                at = end + 2;
            } else {
                return;
            }
        }
    }

    /** {@return the complaint that something else should stand here} */
    ScriptException expected(String what) {
        skipBlanks();
        return errorAt(at, "expected " + what + ", found " + found());
    }

    ScriptException errorAt(int position, String problem) {
        int start = text.lastIndexOf('\n', position - 1) + 1;
        int end = text.indexOf('\n', start);
        String line = text.substring(start, end < 0 ? text.length() : end).stripTrailing();
        return new ScriptException(file, lineOf(position), position - start + 1, problem, line);
    }

    private String found() {
        if (at >= text.length()) {
            return "the end of the script";
        }
        int end = at + 1;
        while (isWord(text.charAt(at))
                && end < text.length()
                && isWord(text.charAt(end))
                && end - at < MAX_FOUND_CHARS) {
            end++;
        }
        return "'" + text.substring(at, end) + "'";
    }

    static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c == '_';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
