package jackfield.drill.run;

import jackfield.drill.script.Event.CodeEvent;
import jackfield.drill.setting.UnknownConstruct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a script's Python by the machine's {@code python3}.
 *
 * <p>What earlier pieces of the same script defined is defined again before each one, as they share one world.
 */
final class SystemPython {
    private static final long TIMEOUT_SECONDS = 30;

    private final List<String> earlier = new ArrayList<>();

    /**
     * Runs a piece of code over the given names. {@return what it printed}
     *
     * @param why our own evaluator does not do it: the reason of the skip if there is no python3
     */
    String run(CodeEvent code, Map<String, Object> names, String why) {
        var program = new StringBuilder();
        TcpInfoFields.CONSTANTS.forEach((name, value) -> program.append(assignment(name, value)));
        earlier.forEach(program::append);
        names.forEach((name, value) -> program.append(assignment(name, value)));
        String text = code.code().stripIndent() + "\n";
        program.append(text);
        earlier.add(text);
        String out;
        int exit;
        try {
            Process python =
                    new ProcessBuilder("python3", "-").redirectErrorStream(true).start();
            try (var in = python.getOutputStream()) {
                in.write(program.toString().getBytes(StandardCharsets.UTF_8));
            }
            out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!python.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                python.destroyForcibly();
                throw new StepFailure(code.line(), "python3 did not end", "", "");
            }
            exit = python.exitValue();
        } catch (IOException e) {
            throw new UnknownConstruct("python beyond our own evaluator (" + why + "), and no python3");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownConstruct("interrupted");
        }
        if (exit != 0) {
            String message = out.lines().reduce((_, last) -> last).orElse("python3 failed");
            throw new StepFailure(code.line(), message, code.code().strip(), "");
        }
        return out;
    }

    private static String assignment(String name, Object value) {
        return name + " = " + value + "\n";
    }
}
