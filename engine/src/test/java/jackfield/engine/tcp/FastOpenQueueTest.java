package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 7413, 5.1: how many connections by Fast Open may be pending, and who counts among them. */
class FastOpenQueueTest {
    private static final long MINUTE = 60 * Segments.SECOND;

    private final FastOpenQueue queue = new FastOpenQueue();

    @Test
    void whoIsEstablishedMakesRoom() {
        assertThat(queue.hasRoom(0, 0)).isFalse();
        queue.onOpened();
        queue.onOpened();
        assertThat(queue.hasRoom(0, 2)).isFalse();

        queue.onSettled(5, false);

        assertThat(queue.hasRoom(5, 2)).isTrue();
    }

    /** Else whoever has another's cookie could open ever more in his name, and have him reset them. */
    @Test
    void whatWasResetCountsForAMinuteMore() {
        int opened = 0;
        for (long now = 0; now < 10 * MINUTE; now += 100 * Segments.MS) {
            if (queue.hasRoom(now, 16)) {
                queue.onOpened();
                queue.onSettled(now, true);
                opened++;
            }
            boolean isFirst = now < 1500 * Segments.MS;
            assertThat(queue.hasRoom(now, 16)).as("at %d", now).isEqualTo(isFirst);
        }
        assertThat(opened).as("sixteen a minute").isEqualTo(160);
        assertThat(queue.hasRoom(11 * MINUTE, 16)).isTrue();
    }
}
