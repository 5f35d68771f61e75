package jackfield.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.cli.demo.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void anUnknownScenarioIsAnsweredWithThoseThereAre() {
        assertThat(run("--scenario", "nope")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("there is no scenario 'nope': there are echo, half-close, refused, loss,");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--width=99", "--nonsense", "--lang=fr", "--seed=x", "--color=blue"})
    void wrongArgumentsExitWithTwo(String argument) {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void oneFormatAtATime() {
        assertThat(run("--json", "--mermaid")).isEqualTo(2);
    }

    @Test
    void listsTheScenariosOneLineEach() {
        assertThat(run("--scenario", "list")).isZero();

        assertThat(out.toString().lines().map(line -> line.strip().replaceAll(" .*", "")))
                .containsExactlyElementsOf(
                        Scenario.all().stream().map(Scenario::name).toList());
    }

    @Test
    void theHelpListsTheScenariosUnbroken() {
        String help = new CommandLine(new DemoCommand()).getUsageMessage();

        for (Scenario scenario : Scenario.all()) {
            assertThat(help.lines())
                    .anyMatch(line -> line.startsWith("  " + scenario.name() + " ")
                            && line.endsWith(scenario.about().en()));
        }
    }

    @Test
    void writesOneJsonDocument() {
        assertThat(run("--scenario", "loss", "--json")).isZero();

        assertThat(JsonReader.isDocument(out.toString())).isTrue();
        assertThat(out.toString()).contains("\"first SYN\"").contains("\"causedBy\"");
    }

    @Test
    void writesAMermaidDiagram() {
        assertThat(run("--mermaid")).isZero();

        assertThat(out.toString()).startsWith("sequenceDiagram").doesNotContain(";\n");
        assertThat(out.toString().lines().skip(1))
                .allMatch(line -> line.matches(
                        " {4}(participant|accTitle|Note (left of L|right of R):|[LR](->>|-->>|-x)[LR]:) ?.*"));
    }

    @Test
    void writesAPcapngFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("demo.pcapng");

        assertThat(run("--pcapng", file.toString())).isZero();

        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes.length).isGreaterThan(500);
        assertThat(Arrays.copyOf(bytes, 4)).containsExactly(0x0A, 0x0D, 0x0D, 0x0A);
    }

    @Test
    void aCaptureThatCannotBeWrittenExitsWithOne(@TempDir Path folder) {
        assertThat(run("--pcapng", folder.resolve("no/such/folder.pcapng").toString()))
                .isEqualTo(1);

        assertThat(err.toString()).startsWith("jackfield: cannot write the capture: ");
    }

    private int run(String... args) {
        return new CommandLine(new DemoCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((failure, _) -> {
                    err.append(failure.getMessage());
                    return 2;
                })
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
