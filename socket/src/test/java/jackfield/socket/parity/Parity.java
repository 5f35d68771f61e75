package jackfield.socket.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jackfield.socket.parity.ParityPage.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Runs cases on both sides and holds what they say against each other and against docs/parity.md.
 *
 * <p>A case that is not listed must say the same on both sides; one that is listed must differ exactly as it says
 * there. A case that says nothing is a fault: it could not fail.
 */
final class Parity {
    private Parity() {}

    /**
     * {@return one test a case, and one that the page lists no case that is not there}
     *
     * @param suite the heading of docs/parity.md with this suite's differences
     */
    static <S extends Side> Stream<DynamicTest> tests(String suite, List<Case<S>> cases, S jdk, S ours) {
        Map<String, Difference> listed = ParityPage.differences(suite);
        Stream<DynamicTest> compared = cases.stream()
                .map(it -> dynamicTest(
                        it.name(), () -> compare(it, listed.getOrDefault(it.name(), Difference.NONE), jdk, ours)));
        DynamicTest page = dynamicTest("docs/parity.md lists only cases there are, with reasons", () -> {
            List<String> names = cases.stream().map(Case::name).toList();
            assertThat(names).doesNotHaveDuplicates().containsAll(listed.keySet());
            listed.forEach((name, difference) ->
                    assertThat(difference.reason()).as(name).isNotBlank());
        });
        return Stream.concat(compared, Stream.of(page));
    }

    private static <S extends Side> void compare(Case<S> it, Difference listed, S jdk, S ours) throws Exception {
        List<String> theirs = run(it, jdk);
        List<String> said = run(it, ours);
        assertThat(theirs).as("what the JDK says").isNotEmpty();
        if (listed.equals(Difference.NONE)) {
            assertThat(said).as("ours, against the JDK's").isEqualTo(theirs);
        } else {
            assertThat(new Difference(without(theirs, said), without(said, theirs), listed.reason()))
                    .as("the difference, against docs/parity.md")
                    .isEqualTo(listed);
        }
    }

    private static <S extends Side> List<String> run(Case<S> it, S side) throws Exception {
        var out = new Transcript();
        try (out) {
            // On a thread of its own, so that a call that never returns is a failure and not the suite's end.
            Calling.start(Thread.ofPlatform().daemon(), () -> {
                        it.program().run(side, out);
                        return true;
                    })
                    .answer();
        } catch (Exception e) {
            throw new AssertionError("the program itself failed on " + side.name() + " after " + out.lines(), e);
        }
        return out.lines();
    }

    /** {@return the lines of one side that the other does not have} */
    private static List<String> without(List<String> lines, List<String> others) {
        var left = new ArrayList<>(lines);
        others.forEach(left::remove);
        return left;
    }
}
