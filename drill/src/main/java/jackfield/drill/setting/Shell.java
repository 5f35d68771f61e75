package jackfield.drill.setting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What becomes of a script's shell commands: those that are settings are understood, the others executed only where
 * that was allowed.
 *
 * @param isAllowed whether {@code sh} may execute what is not understood
 * @param directory where it does
 */
public record Shell(boolean isAllowed, Path directory) {
    /** {@return what a command does; none if it was executed; throws {@link UnknownConstruct} if it must not be} */
    List<ShellLine.Effect> effects(String command) {
        try {
            return ShellLine.effects(command);
        } catch (UnknownConstruct unknown) {
            if (!isAllowed) {
                throw unknown;
            }
            execute(command);
            return List.of();
        }
    }

    private void execute(String command) {
        try {
            Process sh = new ProcessBuilder("sh", "-c", command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            sh.getOutputStream().close();
            var output = new String(sh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = sh.waitFor();
            if (exit != 0) {
                throw new ShellFailure("`" + command + "` ended with " + exit + ": " + output.strip());
            }
        } catch (IOException e) {
            throw new ShellFailure("`" + command + "` cannot be executed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShellFailure("`" + command + "` was interrupted");
        }
    }
}
