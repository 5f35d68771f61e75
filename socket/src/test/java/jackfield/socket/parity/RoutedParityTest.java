package jackfield.socket.parity;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.socket.jvm.ChildJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parity suite once more, over the JDK's own classes while they are routed. */
final class RoutedParityTest {
    /** What it says depends on the moment at which it looks. */
    private static final String RACE = "net a platform thread's interrupt status while it reads: interrupted";

    private static List<String> said(String how) {
        ChildJvm.Ended ended = ChildJvm.run(List.of(ChildJvm.EXPORTS), RoutedParity.class, how);
        assertThat(ended.exitCode()).as("%s", ended.output()).isZero();
        assertThat(ended.output())
                .hasSizeGreaterThan(
                        NetParityTest.streams().size() + NioParityTest.all().size());
        return ended.output().stream().filter(line -> !line.startsWith(RACE)).toList();
    }

    @Test
    void whileNoNetworkIsRegisteredARoutedJvmIsAsOneThatIsNot() {
        assertThat(said("routed")).isEqualTo(said("plain"));
    }

    @Test
    void onAHostTheJdksClassesSayWhatOurSocketsSay() {
        assertThat(said("host")).isEqualTo(said("ours"));
    }
}
