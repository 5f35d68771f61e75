package jackfield.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.cli.demo.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What {@code jackfield demo} prints, but for random ports and timestamps, as it lies under {@code src/test/resources}.
 *
 * <p>Where a change of the stack or of the picture is meant, {@code mvn -pl cli test -Djackfield.golden=write} writes
 * the files anew; the diff is what there is to review.
 */
class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/jackfield/cli/demo");
    private static final boolean WRITES = "write".equals(System.getProperty("jackfield.golden"));

    /** {@return the file's name, then the arguments that print it} */
    static Stream<String> pictures() {
        return Stream.concat(
                Scenario.all().stream()
                        .map(Scenario::name)
                        .map(name -> name + ".txt --glyphs unicode --scenario " + name),
                Stream.of(
                        "echo-zh.txt --glyphs unicode --lang zh",
                        "echo-ascii.txt --glyphs ascii",
                        "loss-narrow.txt --glyphs unicode --scenario loss --width 100",
                        "refused-colour.txt --glyphs unicode --scenario refused --color always",
                        "loss.mmd --scenario loss --mermaid",
                        "echo.json --json"));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void drawsTheSamePictureAsBefore(String line) throws IOException {
        List<String> words = List.of(line.split(" ", -1));
        Path file = FOLDER.resolve(words.getFirst());

        String picture = printed(words.subList(1, words.size()));

        if (WRITES) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, picture);
        }
        assertThat(picture).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void fitsIntoItsColumns(String line) {
        if (line.contains(".txt") && !line.contains("colour")) {
            int columns = line.contains("--width 100") ? 100 : 140;

            List<String> words = List.of(line.split(" ", -1));

            assertThat(printed(words.subList(1, words.size())).lines())
                    .allSatisfy(row -> assertThat(row.codePoints()
                                    .map(c -> c >= 0x3000 && c < 0xFFE0 ? 2 : 1)
                                    .sum())
                            .isLessThanOrEqualTo(columns));
        }
    }

    private static String printed(List<String> args) {
        var out = new StringWriter();
        int code = new CommandLine(new DemoCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .execute(args.toArray(new String[0]));
        assertThat(code).isZero();
        // Which port and which timestamp chance gives depends on all else that draws from it: not the picture's affair.
        return out.toString()
                .replace(System.lineSeparator(), "\n")
                .replaceAll("(?<=10\\.0\\.0\\.1:)[0-9]{5}", "40712")
                .replaceAll("(?<=TS val |ecr )[1-9][0-9]*", "1");
    }
}
