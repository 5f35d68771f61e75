package jackfield.drill.script;

/** Reads one character of a quoted text, with C's escapes; a character is a byte. */
final class Escapes {
    private static final int MAX_OCTAL_DIGITS = 3;

    private Escapes() {}

    static char next(Cursor cursor) {
        int start = cursor.at();
        char c = cursor.rawPeek(0);
        if (c != '\\') {
            if (c > 0xFF) {
                throw cursor.errorAt(start, "a text holds bytes: write this character with \\x escapes");
            }
            cursor.moveTo(start + 1);
            return c;
        }
        char letter = cursor.rawPeek(1);
        cursor.moveTo(start + 2);
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'a' -> '\u0007';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> '\u000B';
            case '\\', '"', '\'', '?' -> letter;
            case 'x' -> digits(cursor, start, 16, 2);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                cursor.moveTo(start + 1);
                yield digits(cursor, start, 8, MAX_OCTAL_DIGITS);
            }
            default -> throw cursor.errorAt(start, "unknown escape '\\" + (letter == '\0' ? "" : letter) + "'");
        };
    }

    private static char digits(Cursor cursor, int start, int radix, int most) {
        int value = 0;
        int count = 0;
        while (count < most && Character.digit(cursor.rawPeek(count), radix) >= 0) {
            value = value * radix + Character.digit(cursor.rawPeek(count), radix);
            count++;
        }
        if (count == 0 || value > 0xFF) {
            throw cursor.errorAt(start, "the escape names no byte");
        }
        cursor.moveTo(cursor.at() + count);
        return (char) value;
    }
}
