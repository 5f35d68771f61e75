package jackfield.agent;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Collects the files of a folder of classes or of a jar, as entries of another jar. */
final class Gathered {
    private Gathered() {}

    static void into(Map<String, byte[]> entries, Path source) throws IOException {
        if (Files.isDirectory(source)) {
            gather(entries, source);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(source)) {
                gather(entries, jar.getPath("/"));
            }
        }
    }

    private static void gather(Map<String, byte[]> entries, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (!name.equals("module-info.class") && !name.equals("META-INF/MANIFEST.MF")) {
                    entries.put(name, Files.readAllBytes(file));
                }
            }
        }
    }
}
