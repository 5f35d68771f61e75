package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Deadline;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda agenda = new Agenda();
    private final List<String> happened = new ArrayList<>();

    private final class Movable extends Agenda.Event {
        private long due;

        @Override
        long due() {
            return due;
        }

        @Override
        void happen() {
            happened.add("movable at " + agenda.now());
        }
    }

    private void add(long nanos, String name) {
        agenda.add(nanos, new Agenda.Certain(() -> happened.add(name + " at " + agenda.now())));
    }

    private void runAll() {
        while (agenda.next(Deadline.NEVER)) {
            assertThat(happened).hasSizeLessThan(100);
        }
    }

    @Test
    void ordersByTimeAndThenByEntry() {
        add(5, "c");
        add(3, "a");
        add(5, "d");
        add(3, "b");

        runAll();

        assertThat(happened).containsExactly("a at 3", "b at 3", "c at 5", "d at 5");
    }

    @Test
    void timeNeverGoesBack() {
        add(5, "a");
        runAll();

        add(2, "late");
        runAll();

        assertThat(happened).containsExactly("a at 5", "late at 5");
    }

    @Test
    void whatIsPutOffHappensLaterAndLeavesTheClockAlone() {
        var movable = new Movable();
        agenda.add(3, movable);
        movable.due = 7;

        assertThat(agenda.nextNanos()).isEqualTo(7);
        assertThat(agenda.now()).isZero();
        runAll();

        assertThat(happened).containsExactly("movable at 7");
    }

    @Test
    void whatIsCalledOffNeverHappens() {
        var movable = new Movable();
        agenda.add(3, movable);
        movable.due = Deadline.NEVER;

        assertThat(agenda.next(Deadline.NEVER)).isFalse();
        assertThat(agenda.now()).isZero();
        assertThat(happened).isEmpty();
    }

    @Test
    void doesNothingBeyondTheLimit() {
        add(5, "a");

        assertThat(agenda.next(4)).isFalse();
        assertThat(agenda.now()).isZero();
        assertThat(agenda.next(5)).isTrue();
    }
}
