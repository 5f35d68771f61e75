package jackfield.cli.http;

import jackfield.socket.SendFlag;
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
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Socket socket;
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
        send("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), false);
    }

    void sendHead(HttpStatus status, Map<String, String> fields, boolean isKeptAlive, boolean bodyFollows)
            throws IOException {
        var head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
        head.append("Date: ").append(httpDate(ZonedDateTime.now(ZoneOffset.UTC))).append("\r\nServer: jackfield\r\n");
        fields.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Connection: ").append(isKeptAlive ? "keep-alive" : "close").append("\r\n\r\n");
        send(head.toString().getBytes(StandardCharsets.ISO_8859_1), bodyFollows);
    }

    static String httpDate(ZonedDateTime time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time).replaceFirst(", (\\d) ", ", 0$1 ");
    }

    /** Sends a body, or a part of one if {@code more} is to follow. */
    void send(byte[] bytes, boolean more) throws IOException {
        send(bytes, bytes.length, more);
    }

    private void send(byte[] bytes, int length, boolean more) throws IOException {
        if (more) {
            socket.sendAll(bytes, 0, length, SendFlag.MORE);
        } else {
            socket.sendAll(bytes, 0, length);
        }
        total += length;
    }

    /** Sends bytes of a file. */
    void sendFile(Path file, ByteRange range) throws IOException {
        var buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(range.length(), 1)));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = range.from();
            for (long left = range.length(); left > 0; ) {
                buffer.clear().limit((int) Math.min(left, buffer.capacity()));
                int n = channel.read(buffer, at);
                if (n < 0) {
                    throw new EOFException(file + " became shorter while it was sent");
                }
                at += n;
                left -= n;
                send(buffer.array(), n, left > 0);
            }
        }
    }
}
