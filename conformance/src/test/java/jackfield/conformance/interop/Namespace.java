package jackfield.conformance.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A network namespace with a name of its own, deleted on close. Making one needs root and {@code ip}. */
public final class Namespace implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    private final String name =
            "jf" + Long.toHexString(ThreadLocalRandom.current().nextLong() & 0xFFFF_FFFFFFL);

    /** Makes it and brings its loopback up, or skips the test where that cannot be done. */
    public Namespace() {
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "there is no /dev/net/tun");
        assumeTrue("root".equals(System.getProperty("user.name")), "network namespaces need root");
        assumeTrue(isInstalled("ip"), "ip (iproute2) is not installed");
        command("ip", "netns", "add", name);
        run("ip", "link", "set", "lo", "up");
    }

    /** {@return the name under {@code ip netns}} */
    public String name() {
        return name;
    }

    /** Runs a command inside. {@return what it printed} */
    public String run(String... arguments) {
        return command(inside(arguments));
    }

    /** Starts a command inside; its output goes to the process's streams. */
    public Process start(String... arguments) {
        try {
            return new ProcessBuilder(inside(arguments))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String[] inside(String... arguments) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        Collections.addAll(all, arguments);
        return all.toArray(String[]::new);
    }

    /** {@return whether a program is on the path, or where its own path says} */
    public static boolean isInstalled(String program) {
        if (program.startsWith("/")) {
            return Files.isExecutable(Path.of(program));
        }
        return Pattern.compile(":")
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Runs a command outside. {@return what it printed} */
    public static String command(String... arguments) {
        try {
            Process process =
                    new ProcessBuilder(arguments).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", arguments) + " failed: " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + String.join(" ", arguments), e);
        }
    }

    @Override
    public void close() {
        command("ip", "netns", "del", name);
    }
}
