package jackfield.cli.http;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The head of a request.
 *
 * @param target as it stands in the request line
 * @param fields by their names in lower case; the values of one that came several times joined by commas
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-3">RFC 9112, 3 and 5</a>
 */
record HttpRequest(String method, String target, boolean isHttp10, Map<String, String> fields) {
    private static final int MAX_LINE = 8192;
    private static final int MAX_FIELDS = 100;
    private static final Pattern REQUEST_LINE =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\\S+) HTTP/(\\d)\\.(\\d)");
    private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");

    static HttpRequest read(HttpInput in) throws IOException, HttpException {
        String first = in.line(MAX_LINE);
        // RFC 9112 2.2: a server SHOULD ignore at least one empty line before the request line.
        if (first.isEmpty()) {
            first = in.line(MAX_LINE);
        }
        var line = REQUEST_LINE.matcher(first);
        if (!line.matches()) {
            throw new HttpException(HttpStatus.BAD_REQUEST, "not a request line");
        }
        if (!line.group(3).equals("1")) {
            throw new HttpException(HttpStatus.VERSION_NOT_SUPPORTED, "HTTP/1.1 is spoken here");
        }
        boolean isHttp10 = line.group(4).equals("0");
        var request = new HttpRequest(line.group(1), line.group(2), isHttp10, readFields(in));
        // RFC 9112 3.2: a server MUST respond with 400 to a HTTP/1.1 request that lacks Host or has more than one.
        String host = request.fields.get("host");
        if (!isHttp10 && (host == null || host.contains(","))) {
            throw new HttpException(HttpStatus.BAD_REQUEST, "one Host field is needed");
        }
        return request;
    }

    private static Map<String, String> readFields(HttpInput in) throws IOException, HttpException {
        var fields = new LinkedHashMap<String, String>();
        int count = 0;
        for (String line = in.line(MAX_LINE); !line.isEmpty(); line = in.line(MAX_LINE)) {
            var field = FIELD.matcher(line);
            if (!field.matches()) {
                throw new HttpException(HttpStatus.BAD_REQUEST, "not a header field");
            }
            if (++count > MAX_FIELDS) {
                throw new HttpException(HttpStatus.HEADERS_TOO_LARGE, "more than " + MAX_FIELDS + " header fields");
            }
            fields.merge(field.group(1).toLowerCase(Locale.ROOT), field.group(2), (a, b) -> a + ", " + b);
        }
        return fields;
    }

    /** {@return a field's value, empty if it is not there} */
    String field(String name) {
        return fields.getOrDefault(name, "");
    }

    private boolean connectionSays(String option) {
        for (String token : field("connection").split(",", -1)) {
            if (token.strip().equalsIgnoreCase(option)) {
                return true;
            }
        }
        return false;
    }

    /** {@return whether the connection stays open, RFC 9112, 9.3} */
    boolean isKeptAlive() {
        return isHttp10 ? connectionSays("keep-alive") : !connectionSays("close");
    }

    boolean wantsContinue() {
        return !isHttp10 && field("expect").equalsIgnoreCase("100-continue");
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    @Override
    public String toString() {
        return method + " " + target + " HTTP/1." + (isHttp10 ? 0 : 1);
    }
}
