package jackfield.cli.http;

import jackfield.engine.base.Errno;
import jackfield.socket.Shutdown;
import jackfield.socket.Socket;
import jackfield.socket.SocketException;
import jackfield.socket.SocketOptions;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Serves the files of one folder over connections that others accept: GET and HEAD, and PUT and POST if wanted.
 *
 * <p>Thread-safe; each connection is served on the thread that calls {@link #serve}.
 */
public final class HttpServer {
    /** Longest body that is read only to keep the connection, bytes. */
    private static final long MAX_SKIPPED = 1 << 20;

    private static final Duration FAREWELL = Duration.ofSeconds(1);
    private static final byte[] NOTHING = {};
    private static final int FAREWELL_BYTES = 64 * 1024;

    private final Site site;
    private final boolean mayUpload;
    private final Consumer<String> log;

    /**
     * How much went over one connection.
     *
     * @param bytesIn received
     * @param bytesOut sent
     */
    public record Count(long bytesIn, long bytesOut) {}

    /** Makes a server of an existing folder; {@code log} takes a line for each request. */
    public HttpServer(Path folder, boolean mayUpload, Consumer<String> log) throws IOException {
        site = new Site(folder);
        this.mayUpload = mayUpload;
        this.log = log;
    }

    /** Answers one request after the other until the client has enough. {@return how much went each way} */
    public Count serve(Socket conn, String peer) throws IOException {
        // Every write here is as long as can be: to hold back its end for Nagle's sake would only delay it.
        conn.setsockopt(SocketOptions.TCP_NODELAY, true);
        var in = new HttpInput(conn);
        var out = new HttpOutput(conn);
        boolean goesOn = true;
        while (goesOn && !in.isAtEnd()) {
            goesOn = serveOne(in, out, peer);
        }
        if (!goesOn) {
            finish(conn);
        }
        return new Count(in.total(), out.total());
    }

    /**
     * Lets the client read its answer: closing while it still sends would reset the connection and could take the
     * answer from it (RFC 9112, 9.6).
     */
    private static void finish(Socket conn) throws IOException {
        conn.shutdown(Shutdown.WR);
        conn.setsockopt(SocketOptions.SO_RCVTIMEO, FAREWELL);
        var buffer = new byte[FAREWELL_BYTES];
        long end = System.nanoTime() + FAREWELL.toNanos();
        try {
            while (System.nanoTime() < end && conn.recv(buffer) > 0) {
                // What still comes is of no use to anybody.
            }
        } catch (SocketException e) {
            if (e.errno() != Errno.EAGAIN && e.errno() != Errno.ECONNRESET) {
                throw e;
            }
        }
    }

    /** {@return whether another request may follow} */
    private boolean serveOne(HttpInput in, HttpOutput out, String peer) throws IOException {
        long began = System.nanoTime();
        long sentBefore = out.total();
        String line = "?";
        HttpStatus status;
        boolean goesOn = false;
        boolean isRead = false;
        try {
            HttpRequest request = HttpRequest.read(in);
            line = request.toString();
            goesOn = request.isKeptAlive();
            HttpBody body = HttpBody.of(request);
            switch (request.method()) {
                case "GET", "HEAD" -> {
                    skip(body, in);
                    isRead = true;
                    status = sendFile(request, out, goesOn);
                }
                case "PUT", "POST" -> status = takeFile(request, body, in, out, goesOn);
                default -> throw new HttpException(HttpStatus.NOT_IMPLEMENTED, "the method is not known here");
            }
        } catch (HttpException e) {
            // What is left of a request that was not read cannot be told from the next one: the connection ends.
            goesOn &= isRead;
            status = e.status();
            sendError(out, e, goesOn, line.startsWith("HEAD "));
        } catch (EOFException e) {
            log.accept(peer + " \"" + line + "\" " + e.getMessage());
            return false;
        }
        String seconds = String.format(Locale.ROOT, "%.3f", (System.nanoTime() - began) / 1e9);
        log.accept(peer + " \"" + line + "\" " + status.code() + " " + (out.total() - sentBefore) + " bytes out in "
                + seconds + " s");
        return goesOn;
    }

    private static void skip(HttpBody body, HttpInput in) throws IOException, HttpException {
        if (body.isEmpty()) {
            return;
        }
        if (body.length() < 0 || body.length() > MAX_SKIPPED) {
            throw new HttpException(HttpStatus.BAD_REQUEST, "a body where none is wanted");
        }
        body.copy(in, OutputStream.nullOutputStream());
    }

    private static void sendError(HttpOutput out, HttpException error, boolean isKeptAlive, boolean isHead)
            throws IOException {
        byte[] body = (error.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
        Map<String, String> fields = HttpOutput.fields("text/plain; charset=utf-8", body.length);
        if (error.status() == HttpStatus.METHOD_NOT_ALLOWED) {
            fields.put("Allow", "GET, HEAD");
        }
        out.writeHead(error.status(), fields, isKeptAlive);
        out.write(isHead ? NOTHING : body);
        out.flush();
    }

    private HttpStatus sendFile(HttpRequest request, HttpOutput out, boolean isKeptAlive)
            throws IOException, HttpException {
        Path file = site.existing(request.target());
        if (Files.isDirectory(file)) {
            return sendFolder(request, file, out, isKeptAlive);
        }
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw new HttpException(HttpStatus.FORBIDDEN, "not readable");
        }
        long fileBytes = Files.size(file);
        // RFC 9110 13.1.5: If-Range needs a validator, and we give none: the Range is ignored.
        boolean mayBePart = !request.isHead() && request.field("if-range").isEmpty();
        ByteRange range = ByteRange.of(mayBePart ? request.field("range") : "", fileBytes);
        HttpStatus status = range.isAllOf(fileBytes) ? HttpStatus.OK : HttpStatus.PARTIAL_CONTENT;
        Map<String, String> fields = HttpOutput.fields(contentType(file), range.length());
        fields.put("Accept-Ranges", "bytes");
        fields.put(
                "Last-Modified",
                HttpOutput.httpDate(Files.getLastModifiedTime(file).toInstant().atZone(ZoneOffset.UTC)));
        if (status == HttpStatus.PARTIAL_CONTENT) {
            long last = range.from() + range.length() - 1;
            fields.put("Content-Range", "bytes " + range.from() + "-" + last + "/" + fileBytes);
        }
        out.writeHead(status, fields, isKeptAlive);
        if (!request.isHead()) {
            out.writeFile(file, range);
        }
        out.flush();
        return status;
    }

    private static String contentType(Path file) {
        return Optional.ofNullable(URLConnection.guessContentTypeFromName(String.valueOf(file.getFileName())))
                .orElse("application/octet-stream");
    }

    private HttpStatus sendFolder(HttpRequest request, Path folder, HttpOutput out, boolean isKeptAlive)
            throws IOException {
        HttpStatus status = HttpStatus.OK;
        byte[] page = site.listing(folder).getBytes(StandardCharsets.UTF_8);
        Map<String, String> fields = HttpOutput.fields("text/html; charset=utf-8", page.length);
        int query = request.target().indexOf('?');
        String path = query < 0 ? request.target() : request.target().substring(0, query);
        if (!path.endsWith("/")) {
            // Links in the page are relative to the folder, which the browser knows only by the slash.
            status = HttpStatus.MOVED_PERMANENTLY;
            fields.put("Location", path.substring(path.lastIndexOf('/') + 1) + "/");
        }
        out.writeHead(status, fields, isKeptAlive);
        out.write(request.isHead() ? NOTHING : page);
        out.flush();
        return status;
    }

    /** The file appears under its name when it is whole, and not before. */
    private HttpStatus takeFile(HttpRequest request, HttpBody body, HttpInput in, HttpOutput out, boolean isKeptAlive)
            throws IOException, HttpException {
        if (!mayUpload) {
            throw new HttpException(HttpStatus.METHOD_NOT_ALLOWED, "uploads need --upload");
        }
        if (request.field("content-length").isEmpty()
                && request.field("transfer-encoding").isEmpty()) {
            throw new HttpException(HttpStatus.LENGTH_REQUIRED, "how long is the body?");
        }
        Path file = site.uploaded(request.target());
        Path folder = Optional.ofNullable(file.getParent()).orElseThrow();
        Path partial = Files.createTempFile(folder, ".upload-", ".part");
        boolean isNew;
        try {
            if (request.wantsContinue()) {
                out.sendContinue();
            }
            try (OutputStream to = Files.newOutputStream(partial)) {
                body.copy(in, to);
            }
            isNew = !Files.exists(file);
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
        HttpStatus status = isNew ? HttpStatus.CREATED : HttpStatus.OK;
        byte[] text = (isNew ? "created\n" : "replaced\n").getBytes(StandardCharsets.UTF_8);
        out.writeHead(status, HttpOutput.fields("text/plain; charset=utf-8", text.length), isKeptAlive);
        out.write(text);
        out.flush();
        return status;
    }
}
