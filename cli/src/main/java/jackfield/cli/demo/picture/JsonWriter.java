package jackfield.cli.demo.picture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;

/**
 * Writes one JSON document, two spaces an indent, in plain ASCII.
 *
 * <p>Calls follow the document: {@code object().field("a", 1).array("b").value(2).end().end()}. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonWriter {
    private final StringBuilder text = new StringBuilder();
    /** What closes each open object or array. */
    private final Deque<Character> open = new ArrayDeque<>();

    private boolean isFirst = true;
    private boolean hasName;

    /** Begins an object. */
    JsonWriter object() {
        return begin('{', '}');
    }

    /** Begins an array. */
    JsonWriter array() {
        return begin('[', ']');
    }

    /** Begins an object that is a field of the open one. */
    JsonWriter object(String name) {
        return name(name).object();
    }

    /** Begins an array that is a field of the open object. */
    JsonWriter array(String name) {
        return name(name).array();
    }

    JsonWriter field(String name, String value) {
        return name(name).value(value);
    }

    JsonWriter field(String name, long value) {
        return name(name).raw(Long.toString(value));
    }

    JsonWriter field(String name, boolean value) {
        return name(name).raw(Boolean.toString(value));
    }

    JsonWriter value(String value) {
        return raw(quoted(value));
    }

    JsonWriter number(long value) {
        return raw(Long.toString(value));
    }

    /** Ends the innermost open object or array. */
    JsonWriter end() {
        char close = open.pop();
        if (!isFirst) {
            text.append('\n').append("  ".repeat(open.size()));
        }
        text.append(close);
        isFirst = false;
        return this;
    }

    private JsonWriter begin(char begin, char end) {
        raw(String.valueOf(begin));
        open.push(end);
        isFirst = true;
        return this;
    }

    private JsonWriter name(String name) {
        raw(quoted(name) + ": ");
        hasName = true;
        return this;
    }

    private JsonWriter raw(String raw) {
        if (!hasName) {
            text.append(isFirst ? "" : ",");
            text.append(open.isEmpty() ? "" : "\n" + "  ".repeat(open.size()));
        }
        text.append(raw);
        hasName = false;
        isFirst = false;
        return this;
    }

    private static String quoted(String value) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    /** {@return the document, if every object and array was ended} */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException(open.size() + " objects and arrays are still open");
        }
        return text.toString();
    }
}
