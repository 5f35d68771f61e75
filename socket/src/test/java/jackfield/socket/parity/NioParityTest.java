package jackfield.socket.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code java.nio}'s channels: ours say what the JDK's say. */
final class NioParityTest {
    private static final int LEAST_CASES = 170;
    private static final NioSide JDK = NioSides.jdk();
    private static final NioSide OURS = NioSides.ours();

    @AfterAll
    static void end() {
        OURS.close();
    }

    static List<Case<NioSide>> all() {
        List<Case<NioSide>> all = new ArrayList<>();
        all.addAll(ChannelStateCases.all());
        all.addAll(ChannelTrafficCases.all());
        all.addAll(ChannelCloseCases.all());
        all.addAll(ListenerCases.all());
        all.addAll(SelectorCases.all());
        all.addAll(SelectionCases.all());
        all.addAll(DatagramCases.all());
        all.addAll(GroupCases.channels());
        all.addAll(ChannelOptionCases.all());
        all.addAll(StreamAdaptorCases.all());
        all.addAll(OtherAdaptorCases.all());
        all.addAll(PipeCases.all());
        all.addAll(AsyncCases.all());
        return all;
    }

    @Test
    void thereAreEnoughCases() {
        assertThat(all()).hasSizeGreaterThanOrEqualTo(LEAST_CASES);
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return Parity.tests("nio", all(), JDK, OURS);
    }
}
