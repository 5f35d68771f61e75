package jackfield.cli.demo;

import java.util.regex.Pattern;

/** Says whether a text is one JSON document, by RFC 8259's grammar. */
final class JsonReader {
    private static final Pattern STRING =
            Pattern.compile("\"(?:[^\"\\\\\\x00-\\x1F]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*\"");
    private static final Pattern ATOM =
            Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null");
    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\n]*");

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static boolean isDocument(String text) {
        var reader = new JsonReader(text);
        return reader.value() && reader.at == text.length();
    }

    private boolean value() {
        skip(SPACE);
        boolean isValue =
                isNext('{') ? members('}', true) : isNext('[') ? members(']', false) : skip(STRING) || skip(ATOM);
        skip(SPACE);
        return isValue;
    }

    private boolean members(char end, boolean named) {
        skip(SPACE);
        if (isNext(end)) {
            return true;
        }
        do {
            skip(SPACE);
            if (named && !(skip(STRING) && skip(SPACE) && isNext(':'))) {
                return false;
            }
            if (!value()) {
                return false;
            }
        } while (isNext(','));
        return isNext(end);
    }

    private boolean isNext(char c) {
        boolean is = at < text.length() && text.charAt(at) == c;
        at += is ? 1 : 0;
        return is;
    }

    private boolean skip(Pattern pattern) {
        var matcher = pattern.matcher(text).region(at, text.length());
        boolean is = matcher.lookingAt();
        at = is ? matcher.end() : at;
        return is;
    }
}
