package jackfield.socket;

import static jackfield.socket.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waiting for several: poll and the readiness set. */
interface PollContract extends Rigged {
    Duration LONG = Duration.ofSeconds(20);

    @Test
    default void pollOnlyLooksIfTimeIsZero() throws Exception {
        Rig.Pair pair = rig().connected();
        var fd = PollFd.of(pair.client(), Poll.IN | Poll.OUT);

        assertThat(rig().client.poll(Duration.ZERO, PollFd.of(pair.client(), Poll.IN)))
                .isZero();
        assertThat(rig().client.poll(Duration.ZERO, fd)).isOne();
        assertThat(fd.revents()).isEqualTo(Poll.OUT);
    }

    @Test
    default void pollTimesOut() throws Exception {
        Socket listener = rig().listener(1);

        long start = System.nanoTime();
        int ready = rig().server.poll(Duration.ofMillis(40), PollFd.of(listener, Poll.IN));

        assertThat(ready).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(40));
    }

    @Test
    default void pollTellsWhichOfSeveralIsReady() throws Exception {
        Rig.Pair one = rig().connected();
        Rig.Pair two = rig().connected();
        var first = PollFd.of(one.client(), Poll.IN);
        var second = PollFd.of(two.client(), Poll.IN);
        var nobody = new PollFd(-1, Poll.IN);
        var polling = rig().calling(() -> rig().client.poll(SocketLayer.FOREVER, first, nobody, second));
        polling.untilBlockedIn("poll");

        two.server().sendAll(new byte[1]);

        assertThat(polling.answer()).isOne();
        assertThat(first.revents()).isZero();
        assertThat(second.revents()).isEqualTo(Poll.IN);
        assertThat(nobody.revents()).isZero();
    }

    @Test
    default void pollTellsOfAConnectionToAccept() throws Exception {
        Socket listener = rig().listener(1);
        var fd = PollFd.of(listener, Poll.IN);
        assertThat(rig().server.poll(Duration.ZERO, fd)).isZero();

        rig().clientStream().connect(listener.getsockname());

        assertThat(rig().server.poll(LONG, fd)).isOne();
        assertThat(fd.revents()).isEqualTo(Poll.IN);
    }

    @Test
    default void pollTellsOfTheEnd() throws Exception {
        Rig.Pair pair = rig().connected();
        var fd = PollFd.of(pair.client(), Poll.IN | Poll.RDHUP);

        pair.server().shutdown(Shutdown.WR);

        assertThat(rig().client.poll(LONG, fd)).isOne();
        assertThat(fd.revents()).isEqualTo(Poll.IN | Poll.RDHUP);
        pair.client().shutdown(Shutdown.WR);
        var both = PollFd.of(pair.client(), 0);
        assertThat(rig().client.poll(LONG, both)).isOne();
        assertThat(both.revents()).isEqualTo(Poll.HUP);
    }

    @Test
    default void pollTellsOfANumberThatIsNotOpen() throws Exception {
        var fd = new PollFd(99_999, Poll.IN);

        assertThat(rig().client.poll(LONG, fd)).isOne();
        assertThat(fd.revents()).isEqualTo(Poll.NVAL);
    }

    @Test
    default void aReadinessSetTellsAsLongAsItIsTrue() throws Exception {
        Rig.Pair pair = rig().connected();
        try (Readiness set = rig().client.readiness()) {
            set.add(pair.client(), Poll.IN);
            assertThat(set.await(Duration.ZERO)).isEmpty();
            pair.server().sendAll(new byte[2]);
            var ready = new Readiness.Ready(pair.client(), Poll.IN);

            assertThat(set.await(LONG)).containsExactly(ready);
            pair.client().recv(new byte[1]);
            assertThat(set.await(LONG)).containsExactly(ready);
            pair.client().recv(new byte[1]);
            assertThat(set.await(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    default void aReadinessSetMayChangeDuringAWait() throws Exception {
        Rig.Pair pair = rig().connected();
        try (Readiness set = rig().client.readiness()) {
            var waiting = rig().calling(() -> set.await(SocketLayer.FOREVER)).untilBlockedIn("epoll_wait");

            set.add(pair.client(), Poll.OUT);

            assertThat(waiting.answer()).isEqualTo(List.of(new Readiness.Ready(pair.client(), Poll.OUT)));
            set.remove(pair.client());
            assertThat(set.await(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    default void aReadinessSetWaitsForAll() throws Exception {
        Rig.Pair one = rig().connected();
        Rig.Pair two = rig().connected();
        try (Readiness set = rig().client.readiness()) {
            set.add(one.client(), Poll.IN);
            set.add(two.client(), Poll.IN);
            var waiting = rig().calling(() -> set.await(SocketLayer.FOREVER)).untilBlockedIn("epoll_wait");

            two.server().sendAll(new byte[2]);

            assertThat(waiting.answer()).isEqualTo(List.of(new Readiness.Ready(two.client(), Poll.IN)));
        }
    }

    @Test
    default void aReadinessSetForgetsWhatIsClosed() throws Exception {
        Rig.Pair pair = rig().connected();
        try (Readiness set = rig().client.readiness()) {
            set.add(pair.client(), Poll.OUT);

            pair.client().close();

            assertThat(set.await(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    default void aWakeupEndsOneWaitOfAReadinessSet() throws Exception {
        try (Readiness set = rig().client.readiness()) {
            var waiting = rig().calling(() -> set.await(SocketLayer.FOREVER)).untilBlockedIn("epoll_wait");
            set.wakeup();
            assertThat(waiting.answer()).isEmpty();

            set.wakeup();
            assertThat(set.await(SocketLayer.FOREVER)).isEmpty();
        }
    }

    @Test
    default void closingAReadinessSetEndsItsWait() throws Exception {
        Readiness set = rig().client.readiness();
        var waiting = rig().calling(() -> set.await(SocketLayer.FOREVER)).untilBlockedIn("epoll_wait");

        set.close();

        assertThat(waiting.errno()).isEqualTo(Errno.EBADF);
        assertThat(refusal(() -> set.await(Duration.ZERO))).isEqualTo(Errno.EBADF);
    }
}
