package jackfield.socket;

import static jackfield.socket.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a wait ends: by time, by close, by interrupt. */
interface WaitingContract extends Rigged {
    private Rig.Calling<Integer> receiving(Socket socket, boolean isVirtual) throws Exception {
        var calling = isVirtual
                ? rig().calling(() -> socket.recv(new byte[5]))
                : rig().callingOnPlatformThread(() -> socket.recv(new byte[5]));
        return calling.untilBlockedIn("recv");
    }

    @Test
    default void recvTimesOut() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().setsockopt(SocketOptions.SO_RCVTIMEO, Duration.ofMillis(60));

        long start = System.nanoTime();
        Errno errno = refusal(() -> pair.client().recv(new byte[5]));
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(errno).isEqualTo(Errno.EAGAIN);
        assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    default void acceptTimesOut() throws Exception {
        Socket listener = rig().listener(1);
        listener.setsockopt(SocketOptions.SO_RCVTIMEO, Duration.ofMillis(20));

        assertThat(refusal(listener::accept)).isEqualTo(Errno.EAGAIN);
    }

    @Test
    default void sendTimesOut() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().setsockopt(SocketOptions.SO_SNDTIMEO, Duration.ofMillis(20));

        assertThat(refusal(() -> pair.client().sendAll(new byte[StreamContract.MORE_THAN_BUFFERS])))
                .isEqualTo(Errno.EAGAIN);
    }

    @Test
    default void anAcceptedConnectionInheritsTheTimeOut() throws Exception {
        Socket listener = rig().listener(1);
        listener.setsockopt(SocketOptions.SO_RCVTIMEO, Duration.ofMillis(20));
        Rig.Pair pair = rig().connectedTo(listener, rig().clientStream());

        assertThat(pair.server().getsockopt(SocketOptions.SO_RCVTIMEO)).hasMillis(20);
    }

    @Test
    default void aNonBlockingCallDoesNotWait() throws Exception {
        Rig.Pair pair = rig().connected();
        Socket listener = rig().listener(1);
        pair.client().setNonBlocking(true);
        listener.setNonBlocking(true);

        assertThat(refusal(() -> pair.client().recv(new byte[5]))).isEqualTo(Errno.EAGAIN);
        assertThat(refusal(listener::accept)).isEqualTo(Errno.EAGAIN);
        assertThat(refusal(() -> pair.server().recv(new byte[5], 0, 5, RecvFlag.DONTWAIT)))
                .isEqualTo(Errno.EAGAIN);
    }

    @Test
    default void shutdownByAnotherThreadEndsARecv() throws Exception {
        Rig.Pair pair = rig().connected();
        var receiving = receiving(pair.client(), true);

        pair.client().shutdown(Shutdown.RD);

        assertThat(receiving.answer()).isZero();
    }

    @Test
    default void shutdownByAnotherThreadEndsAnAccept() throws Exception {
        Socket listener = rig().listener(1);
        var accepting = rig().calling(listener::accept).untilBlockedIn("accept");

        listener.shutdown(Shutdown.RD);

        assertThat(accepting.errno()).isEqualTo(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void closeByAnotherThreadEndsARecv(boolean isVirtual) throws Exception {
        Rig.Pair pair = rig().connected();
        var receiving = receiving(pair.client(), isVirtual);

        pair.client().close();

        assertThat(receiving.errno()).isEqualTo(Errno.EBADF);
        assertThat(pair.server().recv(new byte[5])).isZero();
    }

    @Test
    default void closeByAnotherThreadEndsEveryWait() throws Exception {
        Rig.Pair pair = rig().connected();
        Socket listener = rig().listener(1);
        var accepting = rig().calling(listener::accept).untilBlockedIn("accept");
        var sending = rig().calling(() -> {
            pair.client().sendAll(new byte[StreamContract.MORE_THAN_BUFFERS]);
            return 0;
        });
        sending.untilBlockedIn("sendAll");
        var one = receiving(pair.client(), true);
        var other = receiving(pair.client(), false);

        listener.close();
        pair.client().close();

        assertThat(accepting.errno()).isEqualTo(Errno.EBADF);
        assertThat(sending.errno()).isEqualTo(Errno.EBADF);
        assertThat(one.errno()).isEqualTo(Errno.EBADF);
        assertThat(other.errno()).isEqualTo(Errno.EBADF);
    }

    @Test
    default void closeByAnotherThreadEndsAPoll() throws Exception {
        Rig.Pair pair = rig().connected();
        var fd = PollFd.of(pair.client(), Poll.IN);
        var polling =
                rig().calling(() -> rig().client.poll(SocketLayer.FOREVER, fd)).untilBlockedIn("poll");

        pair.client().close();

        assertThat(polling.answer()).isOne();
        assertThat(fd.revents()).isEqualTo(Poll.NVAL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void anInterruptEndsARecv(boolean isVirtual) throws Exception {
        Rig.Pair pair = rig().connected();
        var receiving = receiving(pair.client(), isVirtual);

        receiving.thread().interrupt();

        assertThat(receiving.errno()).isEqualTo(Errno.EINTR);
        pair.server().sendAll(new byte[3]);
        assertThat(pair.client().recv(new byte[5])).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    default void anInterruptedThreadKeepsItsStatus(boolean isVirtual) throws Exception {
        Rig.Pair pair = rig().connected();
        java.util.concurrent.Callable<Boolean> call = () -> {
            assertThat(refusal(() -> pair.client().recv(new byte[5]))).isEqualTo(Errno.EINTR);
            return Thread.currentThread().isInterrupted();
        };
        var receiving = isVirtual ? rig().calling(call) : rig().callingOnPlatformThread(call);
        receiving.untilBlockedIn("recv");

        receiving.thread().interrupt();

        assertThat(receiving.answer()).isTrue();
    }

    @Test
    default void anInterruptedThreadIsServedIfItNeedNotWait() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.server().sendAll(new byte[3]);
        rig().client.poll(SocketLayer.FOREVER, PollFd.of(pair.client(), Poll.IN));
        var receiving = rig().calling(() -> {
            Thread.currentThread().interrupt();
            int first = pair.client().recv(new byte[5]);
            return first + " then " + refusal(() -> pair.client().recv(new byte[5]));
        });

        assertThat(receiving.answer()).isEqualTo("3 then EINTR");
    }

    @Test
    default void anInterruptEndsAnAcceptAndAPoll() throws Exception {
        Socket listener = rig().listener(1);
        var accepting = rig().calling(listener::accept).untilBlockedIn("accept");
        var polling = rig().calling(() -> rig().server.poll(SocketLayer.FOREVER, PollFd.of(listener, Poll.IN)))
                .untilBlockedIn("poll");

        accepting.thread().interrupt();
        polling.thread().interrupt();

        assertThat(accepting.errno()).isEqualTo(Errno.EINTR);
        assertThat(polling.errno()).isEqualTo(Errno.EINTR);
    }

    @Test
    default void aDuplicateIsTheSameSocket() throws Exception {
        Rig.Pair pair = rig().connected();
        Socket second = rig().keep(pair.client().dup());

        pair.client().close();
        second.sendAll(new byte[5]);

        assertThat(second.fd()).isNotEqualTo(pair.client().fd());
        assertThat(pair.server().recv(new byte[9])).isEqualTo(5);
        second.close();
        assertThat(pair.server().recv(new byte[9])).isZero();
    }

    @Test
    default void closingOneDuplicateWakesOnlyItsOwnWaiters() throws Exception {
        Rig.Pair pair = rig().connected();
        Socket second = rig().keep(pair.client().dup());
        var onFirst = receiving(pair.client(), true);
        var onSecond = receiving(second, true);

        pair.client().close();
        assertThat(onFirst.errno()).isEqualTo(Errno.EBADF);
        pair.server().sendAll(new byte[4]);

        assertThat(onSecond.answer()).isEqualTo(4);
    }

    @Test
    default void duplicatesShareNonBlocking() throws Exception {
        Rig.Pair pair = rig().connected();
        Socket second = rig().keep(pair.client().dup());

        pair.client().setNonBlocking(true);

        assertThat(second.isNonBlocking()).isTrue();
    }

    @Test
    default void oneOfManyWaitersGetsTheBytes() throws Exception {
        Rig.Pair pair = rig().connected();
        var first = receiving(pair.client(), true);
        var second = receiving(pair.client(), false);

        pair.server().sendAll(new byte[5]);
        pair.server().sendAll(new byte[5]);

        assertThat(first.answer() + second.answer()).isEqualTo(10);
    }
}
