package jackfield.drill.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Finds the files of sysctls that scripts name, {@code ../common/defaults.sh} and its like.
 *
 * <p>A file beside the script is read for its settings, line by line, and never executed. Where there is none, {@code
 * defaults.sh} means Linux's defaults, with buffers of up to 15 MiB as its usual form sets them.
 */
public final class SettingFiles {
    private static final String USUAL_DEFAULTS = """
            sysctl -q net.ipv4.tcp_no_metrics_save=1
            sysctl -q net.ipv4.tcp_rmem="4096 540000 15728640" net.ipv4.tcp_wmem="4096 20000 15728640"
            """;
    private static final long LONGEST = 1 << 20;

    private final Path directory;

    /** @param directory of the script */
    public SettingFiles(Path directory) {
        this.directory = directory;
    }

    /** {@return the lines of a file that are settings} */
    String text(String name) {
        Path file = directory.resolve(name).normalize();
        try {
            if (Files.isRegularFile(file) && Files.size(file) < LONGEST) {
                return Files.readString(file)
                        .replace("\\\n", " ")
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .collect(Collectors.joining("\n"));
            }
        } catch (IOException e) {
            throw new UnknownConstruct("cannot read " + file + ": " + e.getMessage());
        }
        if (name.endsWith("defaults.sh")) {
            return USUAL_DEFAULTS;
        }
        throw new UnknownConstruct("shell command: " + name);
    }
}
