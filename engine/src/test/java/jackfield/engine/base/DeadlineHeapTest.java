package jackfield.engine.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeadlineHeapTest {
    private final DeadlineHeap heap = new DeadlineHeap();
    private final ArrayList<Integer> rung = new ArrayList<>();

    private Alarm alarm(int number) {
        return new Alarm(now -> rung.add(number));
    }

    @Test
    void ringsInOrderOfDeadlineAndThenOfArming() {
        for (int i = 0; i < 5; i++) {
            heap.arm(alarm(i), 100 - 10 * (i / 2));
        }

        heap.ringDue(79);
        assertThat(rung).isEmpty();
        assertThat(heap.next()).isEqualTo(80);
        heap.ringDue(100);

        assertThat(rung).containsExactly(4, 2, 3, 0, 1);
        assertThat(heap.next()).isEqualTo(Deadline.NEVER);
    }

    @Test
    void anAlarmArmedWhileItRingsWaitsForTheNextCall() {
        var again = new Alarm[1];
        again[0] = new Alarm(now -> {
            rung.add(0);
            heap.arm(again[0], now);
        });
        heap.arm(again[0], 5);

        heap.ringDue(5);

        assertThat(rung).hasSize(1);
        assertThat(heap.next()).isEqualTo(5);
    }

    @Test
    void agreesWithASortedListWhateverIsArmedMovedAndDisarmed() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new SplittableRandom(seed);
            var alarms = new ArrayList<Alarm>();
            for (int i = 0; i < 40; i++) {
                alarms.add(alarm(i));
            }
            for (int i = 0; i < 400; i++) {
                Alarm alarm = alarms.get(random.nextInt(alarms.size()));
                heap.arm(alarm, random.nextInt(4) == 0 ? Deadline.NEVER : random.nextInt(50));
            }
            var expected = new ArrayList<>(alarms);
            expected.removeIf(alarm -> !alarm.isArmed());
            expected.sort(Comparator.comparingLong(Alarm::deadline).thenComparingLong(alarm -> alarm.order));
            assertThat(heap.size()).as("seed " + seed).isEqualTo(expected.size());
            var numbers = expected.stream().map(alarms::indexOf).toList();

            rung.clear();
            heap.ringDue(50);

            assertThat(rung).as("seed " + seed).isEqualTo(numbers);
            assertThat(heap.size()).isZero();
        }
    }
}
