package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutOfOrderTest {
    private final OutOfOrder outOfOrder = new OutOfOrder();

    @Test
    void joinsWhatTouches() {
        outOfOrder.add(10, 20);
        outOfOrder.add(30, 40);
        outOfOrder.add(20, 30);

        assertThat(outOfOrder.bytes()).isEqualTo(30);
        assertThat(outOfOrder.end()).isEqualTo(40);
        assertThat(outOfOrder.join(9)).isEqualTo(9);
        assertThat(outOfOrder.join(12)).isEqualTo(40);
        assertThat(outOfOrder.isEmpty()).isTrue();
    }

    @Test
    void findsTheFirstIntervalThatHoldsAPart() {
        outOfOrder.add(10, 20);
        outOfOrder.add(30, 40);

        assertThat(outOfOrder.overlap(5, 10)).isEqualTo(-1);
        assertThat(outOfOrder.overlap(20, 31)).isEqualTo(1);
        assertThat(outOfOrder.overlap(19, 50)).isZero();
        assertThat(outOfOrder.start(1)).isEqualTo(30);
        assertThat(outOfOrder.dropLast()).isEqualTo(10);
        assertThat(outOfOrder.end()).isEqualTo(20);
    }

    @Test
    void refusesOneIntervalTooMany() {
        for (int i = 0; i < OutOfOrder.MOST_INTERVALS; i++) {
            assertThat(outOfOrder.add(10 * i + 10, 10 * i + 11)).isTrue();
        }

        assertThat(outOfOrder.add(-10, -9)).isFalse();
        assertThat(outOfOrder.add(11, 12)).isTrue();
    }

    /** Against one flag a byte, across the wrap. */
    @Test
    void agreesWithAModelOfSingleBytes() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            var tested = new OutOfOrder();
            boolean[] has = new boolean[500];
            int next = 0;
            int base = -250;
            for (int step = 0; step < 60; step++) {
                int from = next + random.nextInt(has.length - next);
                int to = Math.min(has.length, from + 1 + random.nextInt(30));
                for (int i = from; i < to; i++) {
                    has[i] = true;
                }
                if (from == next) {
                    int reached = tested.join(base + to) - base;
                    while (next < has.length && has[next]) {
                        next++;
                    }
                    assertThat(reached).as("seed %d step %d", seed, step).isEqualTo(next);
                    if (next == has.length) {
                        break;
                    }
                } else {
                    assertThat(tested.add(base + from, base + to)).isTrue();
                    int index = tested.overlap(base + from, base + to);
                    assertThat(base + from - tested.start(index))
                            .as("seed %d", seed)
                            .isNotNegative();
                    for (int at = tested.start(index) - base; at < tested.end(index) - base; at++) {
                        assertThat(has[at]).isTrue();
                    }
                    assertThat(has[tested.start(index) - base - 1]).isFalse();
                }
            }
        }
    }
}
