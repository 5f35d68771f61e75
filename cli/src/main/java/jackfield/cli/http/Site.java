package jackfield.cli.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that is served: finds the file a request's target names, and never one outside. Thread-safe. */
final class Site {
    private final Path root;

    /** Makes one of an existing folder. */
    Site(Path folder) throws IOException {
        root = folder.toRealPath();
    }

    /**
     * {@return the existing file or folder that a target names, symbolic links followed}
     *
     * @throws HttpException if there is none, or it lies outside the folder
     */
    Path existing(String target) throws HttpException {
        try {
            Path real = named(target).toRealPath();
            if (!real.startsWith(root)) {
                throw new HttpException(HttpStatus.NOT_FOUND, "no such file");
            }
            return real;
        } catch (IOException e) {
            throw new HttpException(HttpStatus.NOT_FOUND, "no such file");
        }
    }

    /**
     * {@return the place of a file that may not exist yet, in a folder that does}
     *
     * @throws HttpException if it would lie outside, or is a folder
     */
    Path uploaded(String target) throws HttpException {
        Path file = named(target);
        Path folder = file.getParent();
        Path name = file.getFileName();
        if (file.equals(root) || folder == null || name == null || target.endsWith("/") || Files.isDirectory(file)) {
            throw new HttpException(HttpStatus.FORBIDDEN, "a file needs a name");
        }
        try {
            Path realFolder = folder.toRealPath();
            if (!realFolder.startsWith(root)) {
                throw new HttpException(HttpStatus.FORBIDDEN, "not outside the folder");
            }
            return realFolder.resolve(name);
        } catch (IOException e) {
            throw new HttpException(HttpStatus.NOT_FOUND, "no such folder");
        }
    }

    private Path named(String target) throws HttpException {
        String path = decoded(pathOf(target));
        try {
            Path file = root;
            for (String segment : path.split("/", -1)) {
                if (segment.equals("..") || segment.indexOf('\\') >= 0 || segment.indexOf('\0') >= 0) {
                    throw new HttpException(HttpStatus.FORBIDDEN, "not outside the folder");
                }
                file = segment.isEmpty() || segment.equals(".") ? file : file.resolve(segment);
            }
            return file;
        } catch (InvalidPathException e) {
            throw new HttpException(HttpStatus.BAD_REQUEST, "not the name of a file");
        }
    }

    /** The origin form, or the absolute form, which a server MUST accept (RFC 9112, 3.2.2). */
    private static String pathOf(String target) throws HttpException {
        String path = target;
        if (path.regionMatches(true, 0, "http://", 0, 7)) {
            int slash = path.indexOf('/', 7);
            path = slash < 0 ? "/" : path.substring(slash);
        }
        if (!path.startsWith("/")) {
            throw new HttpException(HttpStatus.BAD_REQUEST, "not a path");
        }
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static String decoded(String path) throws HttpException {
        var bytes = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%') {
                String digits = path.substring(i + 1, Math.min(i + 3, path.length()));
                if (!digits.matches("[0-9A-Fa-f]{2}")) {
                    throw new HttpException(HttpStatus.BAD_REQUEST, "a percent sign without two digits");
                }
                bytes.put((byte) Integer.parseInt(digits, 16));
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new HttpException(HttpStatus.BAD_REQUEST, "a path that is no UTF-8");
        }
    }

    /** {@return a page with links to what is in a folder, in the order of the names} */
    String listing(Path folder) throws IOException {
        var page = new StringBuilder("<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>Files</title>\n<ul>\n");
        if (!folder.equals(root)) {
            page.append("<li><a href=\"../\">../</a>\n");
        }
        for (Path file : files(folder)) {
            String name = file.getFileName() + (Files.isDirectory(file) ? "/" : "");
            String link = URLEncoder.encode(name, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%2F", "/");
            page.append("<li><a href=\"./")
                    .append(link)
                    .append("\">")
                    .append(escaped(name))
                    .append("</a>\n");
        }
        return page.append("</ul>\n").toString();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
