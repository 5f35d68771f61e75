package jackfield.cli.demo;

import jackfield.cli.demo.DemoCommand.ScenarioFooter;
import jackfield.cli.demo.picture.Conversation;
import jackfield.cli.demo.picture.Glyphs;
import jackfield.cli.demo.picture.JsonPicture;
import jackfield.cli.demo.picture.MermaidPicture;
import jackfield.cli.demo.picture.Style;
import jackfield.cli.demo.picture.TextPicture;
import jackfield.cli.demo.picture.Words;
import jackfield.cli.demo.scenario.Scenario;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code jackfield demo}: two hosts talk, and the picture of it is drawn as it happens.
 *
 * <p>Needs no privileges and touches no network: both hosts run over our own stack, in virtual time. Exit codes are
 * those of {@code jackfield}; 1 if the capture could not be written.
 */
@Command(
        name = "demo",
        description = {
            "Shows two hosts talking: their calls, their states, and every packet between them.",
            "Runs in this process and in virtual time: no privileges, no network, no waiting."
        },
        modelTransformer = ScenarioFooter.class)
public final class DemoCommand implements Callable<Integer> {
    /** What a picture may be coloured by. */
    enum When {
        AUTO,
        ALWAYS,
        NEVER
    }

    /** What a picture may be drawn with. */
    enum Drawing {
        AUTO,
        ASCII,
        UNICODE
    }

    /** What is written instead of the picture. */
    static final class Format {
        @Option(names = "--json", description = "Write one JSON document instead of the picture.")
        private boolean json;

        @Option(names = "--mermaid", description = "Write a Mermaid sequence diagram instead, as GitHub renders it.")
        private boolean mermaid;
    }

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "echo",
            description = "What happens; 'list' tells what there is. Default: ${DEFAULT-VALUE}.")
    private String scenario = "echo";

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            description = "Language of the words around the picture: en or zh. Default: ${DEFAULT-VALUE}.")
    private Words words = Words.EN;

    @ArgGroup
    private Format format = new Format();

    @Option(
            names = "--pcapng",
            paramLabel = "FILE",
            description = "Also write all packets to this file, for Wireshark and tcpdump.")
    private Optional<Path> capture = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What all chance comes from: same seed, same bytes. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            defaultValue = "140",
            description = "Columns of the picture; a wider one leaves out less. Default: ${DEFAULT-VALUE}.")
    private int width = Style.DEFAULT_WIDTH;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = "Colours: auto (on a terminal), always or never. Default: ${DEFAULT-VALUE}.")
    private When color = When.AUTO;

    @Option(
            names = "--glyphs",
            paramLabel = "SET",
            defaultValue = "auto",
            description =
                    "Draw with ascii or unicode; auto asks the terminal's character set. Default: ${DEFAULT-VALUE}.")
    private Drawing drawing = Drawing.AUTO;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Names the scenarios at the end of the help. */
    static final class ScenarioFooter implements IModelTransformer {
        @Override
        public CommandSpec transform(CommandSpec commandSpec) {
            List<String> footer = new ArrayList<>(List.of("", "Scenarios:"));
            footer.addAll(list(Words.EN));
            commandSpec.usageMessage().footer(footer.toArray(new String[0]));
            return commandSpec;
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = commandLine().getOut();
        if (scenario.equals("list")) {
            list(words).forEach(out::println);
            out.flush();
            return ExitCode.OK;
        }
        Scenario chosen = Scenario.named(scenario)
                .orElseThrow(() -> wrong("there is no scenario '" + scenario
                        + "': there are "
                        + String.join(
                                ", ",
                                Scenario.all().stream().map(Scenario::name).toList())));
        if (width < Style.minWidth()) {
            throw wrong("a picture needs " + Style.minWidth() + " columns, not " + width);
        }
        var wire = new Capture();
        show(chosen, wire, out::println);
        out.flush();
        return capture.isEmpty() || written(wire, capture.get()) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean written(Capture wire, Path file) {
        try {
            wire.write(file);
            return true;
        } catch (IOException failure) {
            commandLine().getErr().println("jackfield: cannot write the capture: " + failure);
            return false;
        }
    }

    private void show(Scenario chosen, Capture wire, Consumer<String> lines) {
        var performance = new Performance(chosen, seed);
        if (format.json) {
            lines.accept(JsonPicture.of(performance.run(_ -> {}, wire)));
        } else if (format.mermaid) {
            Conversation conversation = performance.run(_ -> {}, wire);
            MermaidPicture.lines(conversation, about(chosen, words), words).forEach(lines);
        } else {
            var picture = new TextPicture(style(), lines);
            String title = "jackfield demo " + chosen.name() + ": " + about(chosen, words);
            picture.begin(title, Performance.CLIENT, Performance.SERVER);
            Conversation conversation = performance.run(picture::on, wire);
            picture.end(words == Words.ZH ? chosen.moral().zh() : chosen.moral().en(), conversation);
        }
    }

    private Style style() {
        boolean unicode = switch (drawing) {
            case AUTO -> System.out.charset().newEncoder().canEncode(Glyphs.SAMPLE);
            case ASCII -> false;
            case UNICODE -> true;
        };
        boolean coloured = switch (color) {
            case AUTO -> isOnTerminal();
            case ALWAYS -> true;
            case NEVER -> false;
        };
        return new Style(width, words, unicode ? Glyphs.UNICODE : Glyphs.ASCII, coloured);
    }

    @SuppressWarnings("SystemConsoleNull") // It does answer null, also in 25, where a stream is no terminal.
    private static boolean isOnTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    private static String about(Scenario scenario, Words words) {
        return words == Words.ZH ? scenario.about().zh() : scenario.about().en();
    }

    private static List<String> list(Words words) {
        return Scenario.all().stream()
                .map(scenario -> "  %-18s%s".formatted(scenario.name(), about(scenario, words)))
                .toList();
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(commandLine(), sentence);
    }

    private CommandLine commandLine() {
        return spec.commandLine();
    }
}
