package jackfield.cli.http;

import jackfield.socket.Socket;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes responses to a connection. Used by one thread. */
final class HttpOutput {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket socket;
    private final ByteBuffer pending = ByteBuffer.allocate(BUFFER_BYTES);
    private long total;

    HttpOutput(Socket socket) {
        this.socket = socket;
    }

    /** {@return how many bytes were sent} */
    long total() {
        return total;
    }

    /** A response before its body: the status and the fields that tell of the body. */
    static Map<String, String> fields(String contentType, long contentLength) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("Content-Type", contentType);
        fields.put("Content-Length", Long.toString(contentLength));
        return fields;
    }

    /** Tells a client that waits for it to go on with its body, RFC 9110, 10.1.1. */
    void sendContinue() throws IOException {
        write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        flush();
    }

    /** Writes the head of a response; the body is to follow, then {@link #flush}. */
    void writeHead(HttpStatus status, Map<String, String> fields, boolean isKeptAlive) throws IOException {
        var head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        head.append("Date: ")
                .append(httpDate(ZonedDateTime.now(ZoneOffset.UTC)))
                .append("\r\nServer: jackfield\r\n");
        fields.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Connection: ").append(isKeptAlive ? "keep-alive" : "close").append("\r\n\r\n");
        write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    static String httpDate(ZonedDateTime time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time).replaceFirst(", (\\d) ", ", 0$1 ");
    }

    /** Writes bytes, which go out when the buffer is full or flushed. */
    void write(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; ) {
            int n = Math.min(bytes.length - at, pending.remaining());
            pending.put(bytes, at, n);
            at += n;
            flushIfFull();
        }
    }

    /** Writes bytes of a file. */
    void writeFile(Path file, ByteRange range) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(range.from());
            for (long left = range.length(); left > 0; ) {
                pending.limit((int) Math.min(pending.capacity(), pending.position() + left));
                int n = channel.read(pending);
                pending.limit(pending.capacity());
                if (n < 0) {
                    throw new EOFException(file + " became shorter while it was sent");
                }
                left -= n;
                flushIfFull();
            }
        }
    }

    private void flushIfFull() throws IOException {
        if (!pending.hasRemaining()) {
            flush();
        }
    }

    /** Sends what was written. */
    void flush() throws IOException {
        socket.sendAll(pending.array(), 0, pending.position());
        total += pending.position();
        pending.clear();
    }
}
