package jackfield.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.IpAddress;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** RFC 6056: which ports connect may choose, and how they are drawn. */
class PortsTest {
    private static final IpAddress ANY = IpAddress.ANY_IPV4;
    private static final IpAddress HERE = IpAddress.parse("10.0.0.1");

    private final Ports<String> ports = new Ports<>();

    private static Binding<String> of(IpAddress address, boolean isChosen) {
        var binding = new Binding<>("socket", new Options(64), address);
        binding.isChosen = isChosen;
        return binding;
    }

    /** RFC 6056, 3.1: whoever bound a port keeps it; those that were chosen for connections may be chosen again. */
    @Test
    void aPortThatSomebodyBoundIsNotChosen() {
        ports.take(of(HERE, false), 40_000);
        ports.take(of(ANY, false), 40_001);
        ports.take(of(HERE, true), 40_002);
        ports.take(of(IpAddress.parse("10.0.0.9"), false), 40_003);

        Binding<String> probe = of(HERE, true);
        assertThat(ports.isUnclaimed(probe, 40_000)).isFalse();
        assertThat(ports.isUnclaimed(probe, 40_001)).isFalse();
        assertThat(ports.isUnclaimed(probe, 40_002)).isTrue();
        assertThat(ports.isUnclaimed(probe, 40_003)).isTrue();
        assertThat(ports.isUnclaimed(probe, 40_004)).isTrue();
    }

    /** Wherever the draw begins and however it strides, it meets every port once. */
    @Test
    void aDrawMeetsEveryPortOnce() {
        for (int seed = 0; seed < 50; seed++) {
            var seen = new TreeSet<Integer>();
            int drawn = Ports.draw(new SplittableRandom(seed), port -> {
                assertThat(seen.add(port)).isTrue();
                return false;
            });

            assertThat(drawn).as("seed %d", seed).isZero();
            assertThat(seen).as("seed %d", seed).hasSize(60_999 - 32_768 + 1);
            assertThat(seen.first()).isEqualTo(32_768);
            assertThat(seen.last()).isEqualTo(60_999);
        }
    }
}
