package jackfield.socket.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import jackfield.socket.jvm.ChildJvm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The parity suites once more, over the JDK's own classes while they are routed. */
final class RoutedParityTest {
    private static final int CASES =
            NetParityTest.streams().size() + NioParityTest.all().size();

    /** What differs is asked again: a case that looks at a moment in time may miss it on a busy machine. */
    private static final int LOOKS = 3;

    /** Says, or does not say, that a thread is interrupted that is about to hide it: see docs/JVM-SOCKETS.md. */
    private static final String RACE = "net a platform thread's interrupt status while it reads";

    @Test
    void whileNoNetworkIsRegisteredARoutedJvmIsAsOneThatIsNot() {
        assertSame("routed", "plain");
    }

    @Test
    void onAHostTheJdksClassesSayWhatOurSocketsSay() {
        assertSame("host", "ours");
    }

    private static void assertSame(String how, String other) {
        Map<String, List<String>> left = said(how, Set.of());
        Map<String, List<String>> right = said(other, Set.of());
        assertThat(left).hasSizeGreaterThan(CASES - 5);
        Set<String> differing = differing(left, right);
        for (int look = 1; look < LOOKS && !differing.isEmpty(); look++) {
            left = said(how, differing);
            right = said(other, differing);
            differing = differing(left, right);
        }
        for (String name : differing) {
            assertThat(left.entrySet()).contains(entry(name, right.getOrDefault(name, List.of())));
        }
    }

    private static Set<String> differing(Map<String, List<String>> left, Map<String, List<String>> right) {
        var names = new TreeSet<>(left.keySet());
        names.addAll(right.keySet());
        names.remove(RACE);
        names.removeIf(name -> left.getOrDefault(name, List.of()).equals(right.getOrDefault(name, List.of())));
        return names;
    }

    /** {@return what each case says} */
    private static Map<String, List<String>> said(String how, Collection<String> cases) {
        var arguments = new ArrayList<>(List.of(how));
        arguments.addAll(cases);
        ChildJvm.Ended ended =
                ChildJvm.run(List.of(ChildJvm.EXPORTS), RoutedParity.class, arguments.toArray(String[]::new));
        assertThat(ended.exitCode()).as("%s", ended.output()).isZero();
        var said = new LinkedHashMap<String, List<String>>();
        for (String line : ended.output()) {
            int colon = line.indexOf(": ");
            assertThat(colon).as(line).isPositive();
            said.computeIfAbsent(line.substring(0, colon), first -> new ArrayList<>())
                    .add(line.substring(colon + 2));
        }
        return said;
    }
}
