package jackfield.cli.http;

/**
 * The statuses this server answers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC 9110, 15</a>; 431, RFC 6585, 5
 */
enum HttpStatus {
    OK(200, "OK"),
    CREATED(201, "Created"),
    PARTIAL_CONTENT(206, "Partial Content"),
    MOVED_PERMANENTLY(301, "Moved Permanently"),
    BAD_REQUEST(400, "Bad Request"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    LENGTH_REQUIRED(411, "Length Required"),
    RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable"),
    HEADERS_TOO_LARGE(431, "Request Header Fields Too Large"),
    INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
    NOT_IMPLEMENTED(501, "Not Implemented"),
    VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

    private final int code;
    private final String text;

    HttpStatus(int code, String text) {
        this.code = code;
        this.text = text;
    }

    int code() {
        return code;
    }

    @Override
    public String toString() {
        return code + " " + text;
    }
}
