package jackfield.cli.http;

/** Ends a request with a status other than success. */
final class HttpException extends Exception {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    HttpException(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
