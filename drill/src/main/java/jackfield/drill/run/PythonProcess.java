package jackfield.drill.run;

import jackfield.drill.script.Event.CodeEvent;
import jackfield.drill.setting.Shell;
import jackfield.drill.setting.UnknownConstruct;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The machine's {@code python3}, which runs the pieces of one script's code in one world of names.
 *
 * <p>A piece that could touch anything but its names - a file, a process, a module other than {@code math} - is refused
 * before its first line runs, unless the shell is allowed too. Ten seconds and a gibibyte are the most it gets.
 *
 * <pre>
 *   to it:    base64(assignments) base64(piece)
 *   from it:  ok base64(printed) | failed line base64(message) | refused base64(construct)
 * </pre>
 *
 * <p>Used by one thread. Closing it ends the process.
 */
final class PythonProcess implements AutoCloseable {
    private static final String PROGRAM = "pieces.py";

    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    private PythonProcess(Process process) {
        this.process = process;
        to = process.outputWriter(StandardCharsets.US_ASCII);
        from = process.inputReader(StandardCharsets.US_ASCII);
    }

    /**
     * {@return a new one}
     *
     * @param why our own evaluator does not do: the reason of the skip if there is no python3
     */
    static PythonProcess start(Shell shell, String why) {
        List<String> command = new ArrayList<>(List.of("python3", "-c", program()));
        if (shell.isAllowed()) {
            command.add("any");
        } else {
            command.addAll(1, List.of("-I", "-S"));
        }
        try {
            return new PythonProcess(new ProcessBuilder(command)
                    .directory(shell.directory().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UnknownConstruct("python beyond our own evaluator (" + why + "), and no python3");
        }
    }

    private static String program() {
        try (InputStream in = PythonProcess.class.getResourceAsStream(PROGRAM)) {
            if (in == null) {
                throw new AssertionError("no " + PROGRAM);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs a piece. {@return what it printed}
     *
     * @param assignments Python that sets names, run before it
     */
    String run(CodeEvent code, String assignments) {
        String text = code.code().stripIndent();
        List<String> answer = List.of(ask(assignments, text).split(" ", -1));
        return switch (answer.getFirst()) {
            case "ok" -> decoded(answer.getLast());
            case "refused" ->
                throw new UnknownConstruct(
                        "python beyond names and numbers: " + decoded(answer.getLast()) + " (see --allow-shell)");
            case "failed" -> {
                int line = Integer.parseInt(answer.get(1));
                String statement = text.lines().skip(line - 1L).findFirst().orElse("");
                throw new StepFailure(code.line() + line - 1, decoded(answer.getLast()), statement.strip(), "");
            }
            default -> throw new StepFailure(code.line(), "python3 did not end", text.strip(), "");
        };
    }

    /** {@return a line; empty if the process has ended instead} */
    private String ask(String assignments, String text) {
        try {
            to.write(encoded(assignments) + " " + encoded(text) + "\n");
            to.flush();
            @Nullable String line = from.readLine();
            return line == null ? "" : line;
        } catch (IOException gone) {
            return "";
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
