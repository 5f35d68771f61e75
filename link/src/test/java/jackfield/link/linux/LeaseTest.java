package jackfield.link.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeaseTest {
    @Test
    void freesOnceAndLetsNobodyInAfterwards() {
        var freed = new AtomicInteger();
        var lease = new Lease(freed::incrementAndGet);
        assertThat(lease.enter()).isTrue();
        lease.leave();

        lease.end(() -> {});
        lease.end(() -> {});

        assertThat(freed).hasValue(1);
        assertThat(lease.enter()).isFalse();
    }

    @Test
    void wakesTheOneInsideBeforeItFrees() throws InterruptedException {
        var freed = new AtomicInteger();
        var lease = new Lease(freed::incrementAndGet);
        var inside = new CountDownLatch(1);
        var woken = new CountDownLatch(1);
        Thread user = Thread.ofPlatform().start(() -> {
            lease.enter();
            inside.countDown();
            try {
                woken.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(freed).hasValue(0);
            lease.leave();
        });
        inside.await();

        lease.end(woken::countDown);

        assertThat(freed).hasValue(1);
        user.join();
    }

    @RepeatedTest(20)
    void isNeverFreeWhileSomebodyIsInside() throws InterruptedException {
        var freed = new AtomicBoolean();
        var lease = new Lease(() -> freed.set(true));
        var broken = new AtomicInteger();
        List<Thread> users = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            users.add(Thread.ofPlatform().start(() -> {
                while (lease.enter()) {
                    if (freed.get()) {
                        broken.incrementAndGet();
                    }
                    lease.leave();
                }
            }));
        }

        lease.end(() -> {});

        assertThat(freed).isTrue();
        for (Thread user : users) {
            user.join();
        }
        assertThat(broken).hasValue(0);
    }
}
