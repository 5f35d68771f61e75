package jackfield.cli.http;

import jackfield.socket.Socket;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads a connection by lines and by bytes, through one buffer. Used by one thread. */
final class HttpInput {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket socket;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long total;

    HttpInput(Socket socket) {
        this.socket = socket;
    }

    /** {@return how many bytes the peer has sent} */
    long total() {
        return total;
    }

    /** {@return whether the stream is at its end; waits until that is known} */
    boolean isAtEnd() throws IOException {
        return at == end && fill() == 0;
    }

    private int fill() throws IOException {
        at = 0;
        end = socket.recv(buffer);
        total += end;
        return end;
    }

    /**
     * {@return the next line without its end}
     *
     * @throws HttpException if it has more than {@code maxBytes}
     */
    String line(int maxBytes) throws IOException, HttpException {
        var text = new StringBuilder();
        while (true) {
            if (isAtEnd()) {
                throw new EOFException("the peer ended in the middle of a line");
            }
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            if (text.length() + at - from > maxBytes) {
                throw new HttpException(HttpStatus.HEADERS_TOO_LARGE, "a line is longer than " + maxBytes + " bytes");
            }
            text.append(new String(buffer, from, at - from, StandardCharsets.ISO_8859_1));
            if (at < end) {
                at++;
                int length = text.length();
                // RFC 9112 2.2: a recipient MAY take a single LF as a line's end.
                return length > 0 && text.charAt(length - 1) == '\r' ? text.substring(0, length - 1) : text.toString();
            }
        }
    }

    /** {@return how many bytes, at least 1 and at most {@code length}, were put into {@code into}} */
    int read(byte[] into, int length) throws IOException {
        if (isAtEnd()) {
            throw new EOFException("the peer ended in the middle of a body");
        }
        int n = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, 0, n);
        at += n;
        return n;
    }
}
