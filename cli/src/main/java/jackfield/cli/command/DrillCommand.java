package jackfield.cli.command;

import jackfield.drill.report.TextReport;
import jackfield.drill.run.Drill;
import jackfield.drill.run.DrillOptions;
import jackfield.drill.run.ScriptResult;
import jackfield.drill.run.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jackfield drill}: runs scripts in packetdrill's language. */
@Command(
        name = "drill",
        description = {
            "Runs packetdrill scripts against our stack, in virtual time and without root.",
            "Exit code: 0 all passed or were skipped, 1 some failed, 2 a script cannot be used.",
            "Example: jackfield drill tests/tcp"
        })
final class DrillCommand implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int UNUSABLE = 2;

    private final Console console;

    @Option(names = "--verbose", description = "Tell the whole conversation of scripts that pass, too.")
    private boolean verbose;

    @Option(names = "--strict", description = "Count a skipped script as failed.")
    private boolean strict;

    @Option(
            names = "--kernel",
            description =
                    "Ask the Linux kernel instead of our stack, in real time, in a network namespace for each script."
                            + " Needs root.")
    private boolean kernel;

    @Parameters(arity = "1..*", paramLabel = "SCRIPT|DIR", description = "Scripts; of a directory all *.pkt.")
    private List<Path> paths = List.of();

    DrillCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<ScriptResult> results = new ArrayList<>();
        var drill = new Drill(kernel ? DrillOptions.DEFAULT.kernel() : DrillOptions.DEFAULT);
        for (Path script : scripts()) {
            for (ScriptResult result : drill.run(script)) {
                results.add(result);
                TextReport.lines(result, verbose).forEach(console::data);
            }
        }
        console.data(TextReport.summary(results));
        return exitCode(results);
    }

    private List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw CommandException.usage("there is no " + path);
            }
            if (Files.isDirectory(path)) {
                try (Stream<Path> found = Files.walk(path)) {
                    found.filter(file -> file.toString().endsWith(".pkt") && Files.isRegularFile(file))
                            .sorted()
                            .forEach(scripts::add);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            } else {
                scripts.add(path);
            }
        }
        return scripts;
    }

    private int exitCode(List<ScriptResult> results) {
        int code = 0;
        for (ScriptResult result : results) {
            int mine = switch (result.verdict()) {
                case Verdict.Passed _ -> 0;
                case Verdict.Failed _ -> FAILED;
                case Verdict.Skipped _ -> strict ? FAILED : 0;
                case Verdict.Unusable _ -> UNUSABLE;
            };
            code = Math.max(code, mine);
        }
        return code;
    }
}
