package jackfield.conformance.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of this checkout, for tests that read them. */
public final class Sources {
    private Sources() {}

    /** {@return the folder of the whole project} */
    public static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("wire/pom.xml")))
                .findFirst()
                .orElseThrow();
    }

    /** {@return every Java source of every module, tests included, in order of their names} */
    public static List<Path> java() {
        var sources = new ArrayList<Path>();
        try (Stream<Path> modules = Files.list(root())) {
            for (Path module : modules.sorted().toList()) {
                Path src = module.resolve("src");
                if (Files.isDirectory(src)) {
                    try (Stream<Path> files = Files.walk(src)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .sorted()
                                .forEach(sources::add);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    /** {@return a file's path from the project's folder on} */
    public static String name(Path file) {
        return root().relativize(file).toString();
    }

    /** {@return what a file holds} */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
