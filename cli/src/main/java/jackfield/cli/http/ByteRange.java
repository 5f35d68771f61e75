package jackfield.cli.http;

import java.util.regex.Pattern;

/**
 * Which bytes of a file are wanted.
 *
 * @param from the first
 * @param length how many
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, 14</a>
 */
record ByteRange(long from, long length) {
    private static final Pattern SINGLE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * {@return what a Range field asks of a file; all of it if the field is none we know, which RFC 9110, 14.2 allows}
     *
     * @throws HttpException if nothing of the range is in the file
     */
    static ByteRange of(String field, long fileBytes) throws HttpException {
        var match = SINGLE.matcher(field);
        if (!match.matches() || match.group(1).isEmpty() && match.group(2).isEmpty()) {
            return new ByteRange(0, fileBytes);
        }
        long from;
        long last = fileBytes - 1;
        if (match.group(1).isEmpty()) {
            from = Math.max(0, fileBytes - Long.parseLong(match.group(2)));
        } else {
            from = Long.parseLong(match.group(1));
            if (!match.group(2).isEmpty()) {
                long wanted = Long.parseLong(match.group(2));
                if (wanted < from) {
                    return new ByteRange(0, fileBytes);
                }
                last = Math.min(last, wanted);
            }
        }
        if (from > last) {
            throw new HttpException(HttpStatus.RANGE_NOT_SATISFIABLE, "the file has " + fileBytes + " bytes");
        }
        return new ByteRange(from, last - from + 1);
    }

    boolean isAllOf(long fileBytes) {
        return length == fileBytes;
    }
}
