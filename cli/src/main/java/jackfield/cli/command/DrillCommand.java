package jackfield.cli.command;

import jackfield.drill.report.CaptureReport;
import jackfield.drill.report.JunitReport;
import jackfield.drill.report.TextReport;
import jackfield.drill.run.Drill;
import jackfield.drill.run.DrillOptions;
import jackfield.drill.run.ScriptResult;
import jackfield.drill.run.Verdict;
import jackfield.drill.setting.Family;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    /** Whether a person sees standard error. */
    private final boolean isOnTerminal = Optional.ofNullable(System.console())
            .map(java.io.Console::isTerminal)
            .orElse(false);

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            description = "Run each script in this family whatever it says: ipv4, ipv6, mapped. May be repeated.")
    private List<String> families = List.of();

    @Option(names = "--kernel", description = "Ask the Linux kernel instead of our stack, in real time; needs root.")
    private boolean kernel;

    @Option(names = "--allow-shell", description = "Execute shell commands of scripts that are no known settings.")
    private boolean allowShell;

    @Option(names = "--strict", description = "Count a skipped script as failed.")
    private boolean strict;

    @Option(names = "--verbose", description = "Tell the whole conversation of scripts that pass, too.")
    private boolean verbose;

    @Option(names = "--diagram", description = "Draw each conversation.")
    private boolean diagram;

    @Option(names = "--json", description = "One JSON object a line: each script, then the totals.")
    private boolean json;

    @Option(names = "--junit-xml", paramLabel = "FILE", description = "Write a report in JUnit's XML.")
    private Optional<Path> junit = Optional.empty();

    @Option(
            names = "--pcapng",
            paramLabel = "FILE|DIR",
            description = "Write all packets to one capture, or to one for each script in a directory.")
    private Optional<Path> pcapng = Optional.empty();

    @Mixin
    private DrillScriptOptions scriptOptions = new DrillScriptOptions();

    @Parameters(arity = "1..*", paramLabel = "SCRIPT|DIR", description = "Scripts; of a directory all *.pkt.")
    private List<Path> paths = List.of();

    DrillCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        List<ScriptResult> results = new ArrayList<>();
        var drill = new Drill(new DrillOptions(
                families.stream().map(DrillCommand::family).toList(),
                scriptOptions.given(),
                scriptOptions.defines(),
                allowShell,
                kernel));
        List<Path> scripts = scripts();
        for (int i = 0; i < scripts.size(); i++) {
            progress(i, scripts.size());
            for (ScriptResult result : drill.run(scripts.get(i))) {
                results.add(result);
                tell(result);
            }
        }
        progress(scripts.size(), scripts.size());
        console.data(json ? DrillJson.totals(results) : TextReport.summary(results));
        if (junit.isPresent()) {
            report(junit.get(), () -> Files.writeString(junit.get(), JunitReport.of(results)));
        }
        if (pcapng.isPresent()) {
            report(pcapng.get(), () -> CaptureReport.write(results, pcapng.get()));
        }
        return exitCode(results);
    }

    /** Writes a file; may fail. */
    @FunctionalInterface
    private interface Report {
        void write() throws IOException;
    }

    private static void report(Path file, Report report) {
        try {
            report.write();
        } catch (IOException e) {
            throw CommandException.usage("cannot write " + file + ": " + e.getMessage());
        }
    }

    private static Family family(String word) {
        for (Family family : Family.values()) {
            if (family.name().equalsIgnoreCase(word) || family.word().equals(word)) {
                return family;
            }
        }
        throw CommandException.usage("a family is ipv4, ipv6 or mapped, not '" + word + "'");
    }

    private void tell(ScriptResult result) {
        if (json) {
            console.data(DrillJson.line(result));
            return;
        }
        TextReport.lines(result, verbose).forEach(console::data);
        if (diagram && !result.transcript().isEmpty()) {
            DrillDiagram.draw(result, console::data);
        }
    }

    /** One line that is written over, where a person looks on. */
    private void progress(int done, int all) {
        if (isOnTerminal && all > 1) {
            console.err().print(done == all ? "\r\033[K" : "\r" + done + " of " + all);
            console.err().flush();
        }
    }

    private List<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw CommandException.usage("there is no " + path);
            }
            if (Files.isDirectory(path)) {
                int before = scripts.size();
                try (Stream<Path> found = Files.walk(path)) {
                    found.filter(file -> file.toString().endsWith(".pkt") && Files.isRegularFile(file))
                            .sorted()
                            .forEach(scripts::add);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
                if (scripts.size() == before) {
                    throw CommandException.usage("there is no script (*.pkt) in " + path);
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
