package jackfield.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/rfc, and docs/SECURITY-TESTS.md, to the sources: whatever a page names as a class or as a test is there.
 *
 * <p>What no test can check is whether a test tests what its row says; that is for who reads both.
 */
class RfcPagesTest {
    private static final String HEAD = "| clause | what | state | class | test | note |";
    private static final int COLUMNS = 6;
    private static final Set<String> STATES = Set.of("done", "partly", "no", "n/a");
    private static final Pattern NAMES = Pattern.compile("`[\\w.]+`(, `[\\w.]+`)*");
    private static final Pattern NAME = Pattern.compile("[\\w.]+");
    private static final Path FOLDER = Sources.root().resolve("docs/rfc");

    /**
     * What pages may name.
     *
     * @param classes of src/main
     * @param tests text of each file of src/test, by the name of its class
     */
    private record Known(Set<String> classes, Map<String, String> tests) {
        static Known ofThisCheckout() {
            var classes = new TreeSet<String>();
            var tests = new HashMap<String, String>();
            for (Path file : Sources.java()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (Sources.name(file).contains("src/test/")) {
                    tests.merge(name, Sources.text(file), String::concat);
                } else {
                    classes.add(name);
                }
            }
            return new Known(classes, tests);
        }

        boolean hasTest(String name) {
            int dot = name.indexOf('.');
            String text = tests.get(dot < 0 ? name : name.substring(0, dot));
            if (text == null) {
                return false;
            }
            String method = " " + name.substring(dot + 1) + "(";
            return text.contains("Test\n") && (dot < 0 || text.contains(" void" + method))
                    || text.contains("@TestFactory\n") && (dot < 0 || text.contains(" Stream<DynamicTest>" + method));
        }
    }

    /** {@return what is wrong with a page} */
    private static List<String> faults(String page, String text, Known known) {
        var faults = new ArrayList<String>();
        if (!text.contains(HEAD)) {
            faults.add(page + " has no table headed " + HEAD);
        }
        for (String line : text.lines().toList()) {
            if (line.startsWith("|") && !line.equals(HEAD) && !line.startsWith("|---")) {
                rowFaults(page + ": " + line, line, known, faults);
            }
        }
        return faults;
    }

    private static void rowFaults(String where, String line, Known known, List<String> faults) {
        String[] cells = line.substring(1).split("\\|", -1);
        if (cells.length != COLUMNS + 1) {
            faults.add(where + " has " + (cells.length - 1) + " cells");
            return;
        }
        String state = cells[2].strip();
        List<String> classes = names(cells[3].strip(), where, faults);
        List<String> tests = names(cells[4].strip(), where, faults);
        if (!STATES.contains(state)) {
            faults.add(where + " has the state " + state);
        }
        if (state.equals("done") && (classes.isEmpty() || tests.isEmpty())) {
            faults.add(where + " is done without class or test");
        }
        if (!state.equals("done") && cells[5].isBlank()) {
            faults.add(where + " does not say why");
        }
        classes.stream()
                .filter(name -> !known.classes.contains(name))
                .forEach(n -> faults.add(where + " no class " + n));
        tests.stream().filter(name -> !known.hasTest(name)).forEach(name -> faults.add(where + " no test " + name));
    }

    private static List<String> names(String cell, String where, List<String> faults) {
        if (!cell.isEmpty() && !NAMES.matcher(cell).matches()) {
            faults.add(where + " has something else beside names: " + cell);
        }
        Matcher matcher = NAME.matcher(cell);
        return matcher.results().map(result -> result.group()).toList();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyNameOnEveryPageIsThere() throws IOException {
        Known known = Known.ofThisCheckout();
        var faults = new ArrayList<String>();
        var all = new ArrayList<>(pages());
        all.add(FOLDER.resolveSibling("SECURITY-TESTS.md"));
        for (Path page : all) {
            faults.addAll(faults(page.getFileName().toString(), Sources.text(page), known));
        }

        assertThat(faults).isEmpty();
        assertThat(pages()).hasSizeGreaterThan(10);
    }

    @Test
    void theIndexListsEveryPage() throws IOException {
        String index = Sources.text(FOLDER.resolve("README.md"));

        assertThat(pages()).allSatisfy(page -> assertThat(index).contains("](" + page.getFileName() + ")"));
        Matcher links = Pattern.compile("]\\((\\w+\\.md)\\)").matcher(index);
        assertThat(links.results().map(link -> link.group(1)).toList())
                .allSatisfy(link -> assertThat(FOLDER.resolve(link)).exists());
    }

    @Test
    void theReaderOfPagesSeesWhatIsWrong() {
        var known = new Known(Set.of("Good"), Map.of("GoodTest", "    @Test\n    void works() {\n", "Net", ""));

        assertThat(rowOf("done", "`Good`", "`GoodTest.works`", "")).satisfies(row -> assertNothing(row, known));
        assertThat(rowOf("done", "`Good`, `Good`", "`GoodTest`", "")).satisfies(row -> assertNothing(row, known));
        assertThat(rowOf("no", "", "", "why")).satisfies(row -> assertNothing(row, known));
        List<String> wrong = List.of(
                rowOf("done", "`Bad`", "`GoodTest.works`", ""),
                rowOf("done", "`Good`", "`GoodTest.fails`", ""),
                rowOf("done", "`Good`", "`BadTest.works`", ""),
                rowOf("done", "`Good`", "`Net`", ""),
                rowOf("done", "`Good`", "", ""),
                rowOf("done", "", "`GoodTest`", ""),
                rowOf("done", "Good", "`GoodTest`", ""),
                rowOf("partly", "`Good`", "`GoodTest`", ""),
                rowOf("nearly", "`Good`", "`GoodTest`", "why"),
                "| 1 | a row | done |");
        assertThat(wrong)
                .allSatisfy(row ->
                        assertThat(faults("page", HEAD + "\n" + row, known)).hasSize(1));
        assertThat(faults("page", "", known)).hasSize(1);
    }

    private static void assertNothing(String row, Known known) {
        assertThat(faults("page", HEAD + "\n|---|\n" + row, known)).isEmpty();
    }

    private static String rowOf(String state, String classes, String tests, String note) {
        return "| 1 | a rule | " + state + " | " + classes + " | " + tests + " | " + note + " |";
    }
}
