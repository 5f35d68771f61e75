package jackfield.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/interception.md says what is seen when each API is run in a routed JVM of the JDK in use.
 *
 * <p>Where a change is meant, {@code mvn -pl agent test -Dtest=InterceptionPageTest -Djackfield.golden=write} writes
 * the table anew; it is read as the diff of a review.
 */
final class InterceptionPageTest {
    private static final boolean WRITES = "write".equals(System.getProperty("jackfield.golden"));
    private static final Path PAGE = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .map(folder -> folder.resolve("docs/interception.md"))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow();

    @TempDir
    private Path folder;

    @Test
    void thePageSaysWhatIsSeen() throws IOException, InterruptedException {
        List<String> page = Files.readAllLines(PAGE);
        int first = page.indexOf("|---|---|---|---|") + 1;
        List<String> listed = page.stream()
                .skip(first)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        List<String> seen = seen();

        if (WRITES) {
            List<String> after = page.subList(first + listed.size(), page.size());
            Files.write(
                    PAGE,
                    Stream.of(page.subList(0, first), seen, after)
                            .flatMap(List::stream)
                            .toList());
            return;
        }
        assertThat(seen).hasSizeGreaterThan(25).isEqualTo(listed);
    }

    private List<String> seen() throws IOException, InterruptedException {
        Path output = folder.resolve("rows.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-cp",
                        classPath(),
                        Interception.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        List<String> rows = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(hasEnded).as("%s", rows).isTrue();
        return rows;
    }

    private static String classPath() {
        return Stream.of(
                        System.getProperty("java.class.path", ""),
                        System.getProperty("jdk.module.path", ""),
                        Files.isDirectory(Path.of("target/test-classes")) ? "target/test-classes" : "")
                .filter(path -> !path.isEmpty())
                .reduce((left, right) -> left + File.pathSeparator + right)
                .orElseThrow();
    }
}
