package jackfield.cli.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The body of a request: of a stated length, or in chunks, or none.
 *
 * @param length bytes; {@link #CHUNKED} if they come in chunks
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112, 6 and 7.1</a>
 */
record HttpBody(long length) {
    private static final long CHUNKED = -1;
    private static final int MAX_CHUNK_LINE = 1024;
    private static final int MAX_TRAILERS = 100;
    private static final int BUFFER_BYTES = 64 * 1024;

    static HttpBody of(HttpRequest request) throws HttpException {
        String coding = request.field("transfer-encoding");
        String length = request.field("content-length");
        if (!coding.isEmpty()) {
            // RFC 9112 6.1: a request with both is a smuggler's; it may be refused, and so it is.
            if (!length.isEmpty() || request.isHttp10()) {
                throw new HttpException(HttpStatus.BAD_REQUEST, "Transfer-Encoding where it must not be");
            }
            if (!coding.equalsIgnoreCase("chunked")) {
                throw new HttpException(HttpStatus.NOT_IMPLEMENTED, "no transfer coding but chunked");
            }
            return new HttpBody(CHUNKED);
        }
        if (length.isEmpty()) {
            return new HttpBody(0);
        }
        if (!length.matches("[0-9]{1,18}")) {
            throw new HttpException(HttpStatus.BAD_REQUEST, "Content-Length is not a number");
        }
        return new HttpBody(Long.parseLong(length));
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Copies the body. {@return how long it was} */
    long copy(HttpInput in, OutputStream out) throws IOException, HttpException {
        var buffer = new byte[BUFFER_BYTES];
        return length == CHUNKED ? copyChunks(in, out, buffer) : copy(in, out, buffer, length);
    }

    private static long copy(HttpInput in, OutputStream out, byte[] buffer, long length) throws IOException {
        for (long left = length; left > 0; ) {
            int n = in.read(buffer, (int) Math.min(left, buffer.length));
            out.write(buffer, 0, n);
            left -= n;
        }
        return length;
    }

    private static long copyChunks(HttpInput in, OutputStream out, byte[] buffer) throws IOException, HttpException {
        long total = 0;
        while (true) {
            String line = in.line(MAX_CHUNK_LINE);
            int semicolon = line.indexOf(';');
            String size = (semicolon < 0 ? line : line.substring(0, semicolon)).strip();
            if (!size.matches("[0-9A-Fa-f]{1,15}")) {
                throw new HttpException(HttpStatus.BAD_REQUEST, "not the size of a chunk");
            }
            long length = Long.parseLong(size, 16);
            if (length == 0) {
                skipTrailers(in);
                return total;
            }
            total += copy(in, out, buffer, length);
            if (!in.line(2).isEmpty()) {
                throw new HttpException(HttpStatus.BAD_REQUEST, "a chunk is longer than it says");
            }
        }
    }

    private static void skipTrailers(HttpInput in) throws IOException, HttpException {
        int count = 0;
        while (!in.line(MAX_CHUNK_LINE).isEmpty()) {
            if (++count > MAX_TRAILERS) {
                throw new HttpException(HttpStatus.HEADERS_TOO_LARGE, "more than " + MAX_TRAILERS + " trailers");
            }
        }
    }
}
