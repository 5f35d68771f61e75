package jackfield.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ActorTest {
    private final World world = World.seeded(7);
    private final List<String> said = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    private void say(String what) {
        said.add(what + " at " + Duration.ofNanos(world.now()).toSeconds());
    }

    @Test
    void sleepInVirtualTimeOneAtATime() {
        world.start("a", () -> {
            say("a");
            world.sleep(Duration.ofHours(2));
            say("a");
        });
        world.start("b", () -> {
            say("b");
            world.sleep(Duration.ofHours(1));
            say("b");
        });

        world.run();

        assertThat(said).containsExactly("a at 0", "b at 0", "b at 3600", "a at 7200");
    }

    @Test
    void whoIsWokenFirstRunsFirst() {
        for (int i = 0; i < 20; i++) {
            String name = "actor " + i;
            world.start(name, () -> {
                world.sleep(Duration.ofSeconds(1));
                say(name);
                world.sleep(Duration.ofSeconds(1));
                say(name);
            });
        }

        world.run();

        List<String> expected = new ArrayList<>();
        for (int second = 1; second <= 2; second++) {
            for (int i = 0; i < 20; i++) {
                expected.add("actor " + i + " at " + second);
            }
        }
        assertThat(said).isEqualTo(expected);
    }

    @Test
    void startAndJoinOthers() {
        world.start("parent", () -> {
            Actor child = world.start("child", () -> {
                world.sleep(Duration.ofSeconds(3));
                say("child");
            });
            assertThat(child.isDone()).isFalse();
            child.join();
            child.join();
            assertThat(child.isDone()).isTrue();
            say("parent");
        });

        world.run();

        assertThat(said).containsExactly("child at 3", "parent at 3");
    }

    @Test
    void theWorldsOwnThreadMayWaitToo() throws Exception {
        Actor other = world.start("other", () -> {
            world.sleep(Duration.ofSeconds(1));
            say("other");
            world.sleep(Duration.ofSeconds(5));
            say("other");
        });

        world.sleep(Duration.ofSeconds(2));
        say("main");
        other.join();
        say("main");

        assertThat(said).containsExactly("other at 1", "main at 2", "other at 6", "main at 6");
    }

    @Test
    void failWithTheSeedAndTheTimeInTheMessage() {
        world.start("bad", () -> {
            world.sleep(Duration.ofMillis(1500));
            throw new IOException("no luck");
        });

        assertThatThrownBy(world::run)
                .isInstanceOf(SimulationException.class)
                .hasMessage("actor 'bad' failed (seed 7, at 1.5 s): java.io.IOException: no luck")
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void thatAllWaitForNothingAreNamedWithTheirCallsAndStacks() {
        Actor[] actors = new Actor[2];
        actors[0] = world.start("hen", () -> actors[1].join());
        actors[1] = world.start("egg", () -> actors[0].join());

        assertThatThrownBy(world::run)
                .isInstanceOf(SimulationException.class)
                .hasMessageStartingWith("deadlock: every actor waits and nothing is left to happen (seed 7, at 0 s)")
                .hasMessageContaining("actor 'hen' waits in join of 'egg'")
                .hasMessageContaining("actor 'egg' waits in join of 'hen'")
                .hasMessageContaining("jackfield.sim.Actor.join");
    }

    @Test
    void canBeInterruptedWhileTheyWait() {
        Actor sleeper = world.start("sleeper", () -> {
            assertThatThrownBy(() -> world.sleep(Duration.ofDays(1))).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            say("interrupted");
            world.sleep(Duration.ofSeconds(1));
            say("slept");
        });
        world.start("other", () -> {
            world.sleep(Duration.ofSeconds(5));
            world.interrupt(sleeper);
        });

        world.run();

        assertThat(said).containsExactly("interrupted at 5", "slept at 6");
    }

    @Test
    void canBeInterruptedBeforeTheyWait() {
        world.start("self", () -> {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> world.sleep(Duration.ofDays(1))).isInstanceOf(InterruptedException.class);
            say("interrupted");
        });

        world.run();

        assertThat(said).containsExactly("interrupted at 0");
    }

    @Test
    void thatNeverComeBackAreNamedByTheWatchdog() {
        var never = new CountDownLatch(1);
        try (var impatient = new World(3, Duration.ofMillis(50))) {
            impatient.start("stuck", never::await);

            assertThatThrownBy(impatient::run)
                    .isInstanceOf(SimulationException.class)
                    .hasMessageContaining("actor 'stuck' has not come back to a call of ours")
                    .hasMessageContaining("CountDownLatch.await");
        }
    }

    @Test
    void endWhenTheWorldIsClosed() throws Exception {
        List<Thread> threads = new ArrayList<>();
        try (var other = World.seeded(1)) {
            other.start("sleeper", () -> {
                threads.add(Thread.currentThread());
                try {
                    other.sleep(Duration.ofDays(1));
                } finally {
                    say("last word");
                }
            });
            other.start("not begun", () -> say("never"));
            other.step();
            other.start("too late", () -> say("never"));
        }

        assertThat(said).containsExactly("never at 0", "last word at 0");
        threads.getFirst().join(1000);
        assertThat(threads.getFirst().isAlive()).isFalse();
    }

    @Test
    void areTheOnlyThreadsThatMayUseTheWorld() {
        world.start("a", () -> {
            var foreign = new Thread(
                    () -> {
                        try {
                            world.sleep(Duration.ZERO);
                        } catch (IllegalStateException | InterruptedException refused) {
                            said.add(refused.getMessage());
                        }
                    },
                    "foreign");
            foreign.start();
            foreign.join();
        });

        world.run();

        assertThat(said)
                .containsExactly("sleep by thread 'foreign', which is no actor of this world: start it by World.start");
    }

    @Test
    void runForAWhileAndGoOnLater() {
        world.start("a", () -> {
            world.sleep(Duration.ofSeconds(10));
            say("a");
        });

        world.run(Duration.ofSeconds(4));
        assertThat(world.now()).isEqualTo(4_000_000_000L);
        assertThat(said).isEmpty();
        world.run(Duration.ofSeconds(10));

        assertThat(said).containsExactly("a at 10");
        assertThat(world.now()).isEqualTo(14_000_000_000L);
    }

    @Test
    void runUntilSomeAreDoneWhileOthersGoOn() {
        world.start("endless", () -> {
            while (true) {
                world.sleep(Duration.ofSeconds(3));
                say("tick");
            }
        });
        Actor one = world.start("one", () -> world.sleep(Duration.ofSeconds(2)));
        Actor two = world.start("two", () -> world.sleep(Duration.ofSeconds(7)));

        world.run(one, two);

        assertThat(said).containsExactly("tick at 3", "tick at 6");
        assertThat(world.now()).isEqualTo(7_000_000_000L);
    }

    @Test
    void deedsHappenAtTheirTimes() {
        world.after(Duration.ofSeconds(2), () -> say("second"));
        world.after(Duration.ofSeconds(1), () -> say("first"));

        world.runUntilIdle();

        assertThat(said).containsExactly("first at 1", "second at 2");
    }
}
