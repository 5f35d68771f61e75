package jackfield.conformance.drill;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.drill.report.TextReport;
import jackfield.drill.run.Drill;
import jackfield.drill.run.DrillOptions;
import jackfield.drill.run.ScriptResult;
import jackfield.drill.run.Verdict;
import jackfield.drill.setting.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every script of {@code conformance/scripts} passes in both families, or in the one it names itself; none is skipped.
 *
 * <p>The same scripts ask the Linux kernel by {@code jackfield drill --kernel conformance/scripts}.
 */
class CorpusTest {
    private static final Path SCRIPTS = Path.of("scripts");
    private static final Path DIFFERS = Path.of("differs");

    @TestFactory
    Stream<DynamicTest> everyScriptPasses() throws IOException {
        return scripts(SCRIPTS).stream()
                .map(script -> DynamicTest.dynamicTest(
                        SCRIPTS.relativize(script).toString(), () -> assertThatItPasses(script)));
    }

    /** What Linux does and ours does not is listed in docs/DRILL.md; what no longer differs belongs to the others. */
    @TestFactory
    Stream<DynamicTest> whatDiffersFromLinuxStillDoes() throws IOException {
        return scripts(DIFFERS).stream()
                .map(script -> DynamicTest.dynamicTest(
                        DIFFERS.relativize(script).toString(),
                        () -> assertThat(new Drill(DrillOptions.DEFAULT).run(script))
                                .allMatch(result -> result.verdict() instanceof Verdict.Failed)));
    }

    private static List<Path> scripts(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".pkt"))
                    .sorted()
                    .toList();
        }
    }

    private static void assertThatItPasses(Path script) throws IOException {
        boolean namesFamily = Files.readString(script).contains("--ip_version");
        DrillOptions options =
                namesFamily ? DrillOptions.DEFAULT : DrillOptions.DEFAULT.families(List.of(Family.IPV4, Family.IPV6));
        for (ScriptResult result : new Drill(options).run(script)) {
            assertThat(result.verdict())
                    .as(() -> String.join("\n", TextReport.lines(result, true)))
                    .isInstanceOf(Verdict.Passed.class);
        }
    }
}
