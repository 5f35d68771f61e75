package jackfield.socket.jvm;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs a main class of these tests in a JVM of its own: what is installed for a whole JVM cannot be taken back.
 *
 * <p>All classes of this JVM are on the other's class path.
 */
public final class ChildJvm {
    /** Exports the place of the platform's own sockets. */
    public static final String EXPORTS = "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED";

    private static final long PATIENCE_SECONDS = 60;

    /**
     * How it ended.
     *
     * @param output what it printed, errors included
     */
    public record Ended(int exitCode, List<String> output) {}

    private ChildJvm() {}

    /** Runs {@code main} with the JVM's options and its own arguments. */
    public static Ended run(List<String> options, Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Runs a command. */
    public static Ended run(List<String> command) {
        try {
            Path output = Files.createTempFile("jackfield-child", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean hasEnded = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (!hasEnded) {
                    process.destroyForcibly().waitFor();
                }
                List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
                if (!hasEnded) {
                    throw new AssertionError("has not ended: " + command + "\n" + String.join("\n", lines));
                }
                return new Ended(process.exitValue(), lines);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + command, e);
        }
    }

    private static String classPath() {
        // Surefire puts main classes on the module path and patches the test classes into them.
        return Stream.of(
                        System.getProperty("java.class.path", ""),
                        System.getProperty("jdk.module.path", ""),
                        Files.isDirectory(Path.of("target/test-classes")) ? "target/test-classes" : "")
                .filter(path -> !path.isEmpty())
                .reduce((left, right) -> left + File.pathSeparator + right)
                .orElseThrow();
    }
}
