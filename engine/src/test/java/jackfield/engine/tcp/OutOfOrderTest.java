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

        assertThat(outOfOrder.blocks(4)).containsExactly(10, 40);
        assertThat(outOfOrder.join(9)).isEqualTo(9);
        assertThat(outOfOrder.join(12)).isEqualTo(40);
        assertThat(outOfOrder.isEmpty()).isTrue();
    }

    @Test
    void tellsTheNewestFirstThenTheMostRecentlyTold() {
        outOfOrder.add(10, 20);
        outOfOrder.add(30, 40);
        outOfOrder.add(50, 60);
        outOfOrder.add(35, 45);

        assertThat(outOfOrder.blocks(3)).containsExactly(30, 45, 50, 60, 10, 20);
        assertThat(outOfOrder.blocks(2)).containsExactly(30, 45, 50, 60);
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
                    int[] blocks = tested.blocks(4);
                    assertThat(from).as("seed %d", seed).isBetween(blocks[0] - base, blocks[1] - base - 1);
                    for (int i = 0; i < blocks.length; i += 2) {
                        for (int at = blocks[i] - base; at < blocks[i + 1] - base; at++) {
                            assertThat(has[at]).isTrue();
                        }
                        assertThat(has[blocks[i] - base - 1]).isFalse();
                    }
                }
            }
        }
    }
}
