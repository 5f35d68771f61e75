package jackfield.cli.demo.picture;

/**
 * How many columns a terminal gives to a text: two to a CJK character, none to a combining mark, one to any other.
 *
 * <p>What Unicode calls ambiguous (arrows, box drawing) counts as one, as terminals have it outside of legacy CJK
 * locales.
 *
 * @see <a href="https://www.unicode.org/reports/tr11/">Unicode Standard Annex 11, East Asian Width</a>
 */
final class DisplayWidth {
    /** First and last of each range of wide characters, in order; the blocks we write in, not the whole table. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF, 0xAC00, 0xD7A3,
        0xF900, 0xFAFF, 0xFE30, 0xFE4F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300, 0x1F64F, 0x1F900, 0x1F9FF, 0x20000,
                0x3FFFD
    };

    private DisplayWidth() {}

    /** {@return columns} */
    static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** {@return columns of one character} */
    static int of(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int i = 0; i < WIDE.length && codePoint >= WIDE[i]; i += 2) {
            if (codePoint <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }

    /** {@return {@code text} with spaces behind it up to {@code columns}; as it is if it is longer} */
    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    /** {@return the longest beginning of {@code text} that has at most {@code columns}} */
    static String cut(String text, int columns) {
        int used = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            used += of(text.codePointAt(at));
            if (used > columns) {
                return text.substring(0, at);
            }
        }
        return text;
    }

    /** {@return {@code text} if it has at most {@code columns}, else its beginning and {@code ellipsis}} */
    static String shortened(String text, int columns, String ellipsis) {
        return of(text) <= columns ? text : cut(text, Math.max(0, columns - of(ellipsis))) + ellipsis;
    }
}
