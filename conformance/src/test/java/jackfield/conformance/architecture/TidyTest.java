package jackfield.conformance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Reads the sources and says where they break docs/STYLE.md.
 *
 * <p>The two ratchets list what was longer than the cap when the cap was set; a list may only shrink.
 */
class TidyTest {
    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 70;
    private static final int MAX_LINE_CHARS = 120;

    /** Files allowed over the cap. */
    private static final List<String> LONG_FILES = List.of();

    /** Methods allowed over the cap, as {@code File.java:method}. */
    private static final List<String> LONG_METHODS = List.of();

    private static final Pattern METHOD_START = Pattern.compile(
            "^    (?! )(?!.*\\b(class|interface|record|enum)\\b)[^*/@=]*?((?![A-Z_]+\\()\\w+)\\([^;]*$");
    private static final Pattern SEQUENCE_COMPARED = Pattern.compile(
            "\\b(sndUna|sndNxt|rcvNxt|segSeq|segAck|sndWl1|sndWl2|iss|irs|recoveryPoint|highRxt|highData)(\\(\\))?"
                    + " (<|>|<=|>=) |Math\\.(max|min)\\((sndUna|sndNxt|rcvNxt|segSeq|segAck)\\b");
    private static final Pattern BANNED =
            Pattern.compile("\\b(TODO|FIXME|XXX)\\b|System\\.exit|@Disabled|Thread\\.sleep|\\.printStackTrace\\(");

    private static final Pattern CATCHES_ALL = Pattern.compile("catch \\((Throwable|Error) ");

    /** Where everything is caught for a reason: method handles declare it, an actor hands it to its world. */
    private static final List<String> MAY_CATCH_ALL = List.of("Libc.java", "Actor.java");

    private static final List<Path> SOURCES = Sources.java();

    @Test
    void findsTheSources() {
        assertThat(SOURCES).anyMatch(file -> file.endsWith("jackfield/engine/tcp/TcpConnection.java"));
    }

    @Test
    void filesAreShort() {
        assertThat(offences((file, found) -> {
                    int lines = lines(file).size();
                    if (lines > MAX_FILE_LINES
                            && !LONG_FILES.contains(file.getFileName().toString())) {
                        found.add(name(file) + " has " + lines + " lines");
                    }
                }))
                .isEmpty();
    }

    @Test
    void methodsAreShort() {
        assertThat(offences((file, found) -> methodLengths(lines(file)).stream()
                        .filter(m -> m.lines() > MAX_METHOD_LINES)
                        .filter(m -> !LONG_METHODS.contains(file.getFileName() + ":" + m.name()))
                        .forEach(m -> found.add(name(file) + ": " + m.name() + " has " + m.lines() + " lines"))))
                .isEmpty();
    }

    @Test
    void theRatchetsHoldNothingThatHasBecomeShort() {
        List<String> longFiles = SOURCES.stream()
                .filter(f -> lines(f).size() > MAX_FILE_LINES)
                .map(f -> f.getFileName().toString())
                .toList();
        List<String> longMethods = offences((file, found) -> methodLengths(lines(file)).stream()
                .filter(m -> m.lines() > MAX_METHOD_LINES)
                .forEach(m -> found.add(file.getFileName() + ":" + m.name())));

        assertThat(longFiles).containsAll(LONG_FILES);
        assertThat(longMethods).containsAll(LONG_METHODS);
    }

    @Test
    void linesFitAPage() {
        assertThat(eachLine(file -> true, line -> line.length() > MAX_LINE_CHARS))
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLater() {
        assertThat(eachLine(
                        file -> !file.endsWith("TidyTest.java")
                                && !file.endsWith("cli/Main.java")
                                && !file.endsWith("agent/Agent.java"),
                        line -> BANNED.matcher(line).find()))
                .isEmpty();
    }

    @Test
    void nobodyCatchesWhatIsOurFault() {
        assertThat(eachLine(
                        file -> file.toString().contains("/src/main/")
                                && !MAY_CATCH_ALL.contains(file.getFileName().toString()),
                        line -> CATCHES_ALL.matcher(line).find()))
                .isEmpty();
    }

    @Test
    void sequenceNumbersAreComparedInOnePlace() {
        assertThat(eachLine(
                        file -> file.toString().contains("engine/src/main") && !file.endsWith("SequenceNumber.java"),
                        line -> SEQUENCE_COMPARED.matcher(line).find()))
                .isEmpty();
    }

    @Test
    void everyRoomOfTcpCitesItsSource() {
        assertThat(offences((file, found) -> {
                    boolean isTcp = file.toString().contains("engine/src/main")
                            && file.toString().contains("/tcp/");
                    String text = String.join("\n", lines(file));
                    if (isTcp
                            && !file.endsWith("package-info.java")
                            && !text.contains("RFC ")
                            && !text.contains("man7")
                            && !text.contains("draft-ietf-")) {
                        found.add(name(file) + " cites no RFC, draft or manual");
                    }
                }))
                .isEmpty();
    }

    @Test
    void theMethodReaderSeesWhatItShould() {
        List<String> sample = List.of(
                "class A {",
                "    int one() {",
                "        return 1;",
                "    }",
                "",
                "    void two(",
                "            int a) {",
                "    }",
                "}");

        assertThat(methodLengths(sample)).containsExactly(new Method("one", 3), new Method("two", 3));
    }

    private record Method(String name, int lines) {}

    private static List<Method> methodLengths(List<String> lines) {
        var methods = new ArrayList<Method>();
        for (int i = 0; i < lines.size(); i++) {
            var start = METHOD_START.matcher(lines.get(i));
            if (start.find() && !lines.get(i).endsWith(";")) {
                int end = i;
                while (end < lines.size()
                        && !lines.get(end).equals("    }")
                        && !lines.get(end).equals("    ) {}")) {
                    end++;
                }
                methods.add(new Method(start.group(2), end - i + 1));
                i = end;
            }
        }
        return methods;
    }

    private static List<String> eachLine(Predicate<Path> which, Predicate<String> breaksTheRule) {
        return offences((file, found) -> {
            if (which.test(file)) {
                List<String> lines = lines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (breaksTheRule.test(lines.get(i))) {
                        found.add(
                                name(file) + ":" + (i + 1) + ": " + lines.get(i).strip());
                    }
                }
            }
        });
    }

    private static List<String> offences(BiConsumer<Path, List<String>> check) {
        var found = new ArrayList<String>();
        SOURCES.forEach(file -> check.accept(file, found));
        return found;
    }

    private static String name(Path file) {
        return Sources.name(file);
    }

    private static List<String> lines(Path file) {
        return Sources.text(file).lines().toList();
    }
}
