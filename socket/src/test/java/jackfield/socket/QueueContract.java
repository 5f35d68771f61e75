package jackfield.socket;

import static jackfield.socket.Rig.refusal;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What waits in a stream's queues, what holds it there, and what a receiver waits for. */
interface QueueContract extends Rigged {
    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    private static String recv(Socket socket, int length, RecvFlag... flags) throws SocketException {
        byte[] buffer = new byte[length];
        return new String(buffer, 0, socket.recv(buffer, 0, length, flags), US_ASCII);
    }

    /** Waits until {@code socket} could read {@code bytes}. */
    private static void awaitText(Socket socket, int bytes) throws SocketException {
        recv(socket, bytes, RecvFlag.PEEK, RecvFlag.WAITALL);
    }

    private static int ready(Socket socket, int events) throws SocketException {
        var look = PollFd.of(socket, events);
        socket.layer().poll(Duration.ZERO, look);
        return look.revents();
    }

    @Test
    default void inqTellsWhatCanBeRead() throws Exception {
        Rig.Pair pair = rig().connected();
        assertThat(pair.server().inq()).isZero();

        pair.client().sendAll(text("abcdef"));
        awaitText(pair.server(), 6);

        assertThat(pair.server().inq()).isEqualTo(6);
        assertThat(recv(pair.server(), 2)).isEqualTo("ab");
        assertThat(rig().server.inq(pair.server().fd())).isEqualTo(4);
    }

    @Test
    default void queuesOfAListenerMakeNoSense() throws Exception {
        Socket listener = rig().listener(1);

        assertThat(refusal(listener::inq)).isEqualTo(Errno.EINVAL);
        assertThat(refusal(listener::outq)).isEqualTo(Errno.EINVAL);
        assertThat(refusal(listener::outqnsd)).isEqualTo(Errno.EINVAL);
    }

    @Test
    default void aFreshSocketHasEmptyQueues() throws Exception {
        Socket socket = rig().clientStream();

        assertThat(socket.inq()).isZero();
        assertThat(socket.outq()).isZero();
        assertThat(socket.outqnsd()).isZero();
        assertThat(socket.atmark()).isFalse();
    }

    @Test
    default void aCorkHoldsUntilItIsPulled() throws Exception {
        Rig.Pair pair = rig().connected();
        SocketLayer client = rig().client;
        int fd = pair.client().fd();

        pair.client().setsockopt(SocketOptions.TCP_CORK, true);
        pair.client().sendAll(text("ab"));
        pair.client().sendAll(text("cd"));

        assertThat(client.outqnsd(fd)).isEqualTo(4);
        assertThat(client.outq(fd)).isEqualTo(4);
        assertThat(client.atmark(fd)).isFalse();
        pair.client().setsockopt(SocketOptions.TCP_CORK, false);
        assertThat(pair.client().outqnsd()).isZero();
        assertThat(recv(pair.server(), 9)).isEqualTo("abcd");
    }

    @Test
    default void moreHoldsUntilTheLastSend() throws Exception {
        Rig.Pair pair = rig().connected();

        pair.client().send(text("ab"), 0, 2, SendFlag.MORE);

        assertThat(pair.client().outqnsd()).isEqualTo(2);
        pair.client().send(text("cd"));
        assertThat(pair.client().outqnsd()).isZero();
        assertThat(recv(pair.server(), 9)).isEqualTo("abcd");
    }

    @Test
    default void aDeferredConnectionIsAcceptedWithItsText() throws Exception {
        Socket listener = rig().listener(4);
        listener.setsockopt(SocketOptions.TCP_DEFER_ACCEPT, Duration.ofSeconds(15));
        Socket client = rig().clientStream();

        client.connect(listener.getsockname());
        assertThat(ready(listener, Poll.IN)).isZero();
        client.sendAll(text("hello"));

        Socket conn = rig().keep(listener.accept().conn());
        assertThat(recv(conn, 9, RecvFlag.DONTWAIT)).isEqualTo("hello");
    }

    @Test
    default void recvWaitsForTheMark() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.server().setsockopt(SocketOptions.SO_RCVLOWAT, 4);
        var receiving = rig().calling(() -> recv(pair.server(), 9));
        receiving.untilBlockedIn("recv");

        pair.client().sendAll(text("ab"));
        pair.client().sendAll(text("cd"));

        assertThat(receiving.answer()).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    default void recvOfLessThanTheMarkWaitsForLess() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.server().setsockopt(SocketOptions.SO_RCVLOWAT, 100);
        pair.client().sendAll(text("ab"));
        var receiving = rig().calling(() -> recv(pair.server(), 3));
        receiving.untilBlockedIn("recv");

        pair.client().sendAll(text("cd"));

        assertThat(receiving.answer()).isEqualTo("abc");
        assertThat(pair.server().getsockopt(SocketOptions.SO_RCVLOWAT)).isEqualTo(100);
        assertThat(ready(pair.server(), Poll.IN)).isZero();
    }

    @Test
    default void recvThatDoesNotWaitTakesLessThanTheMark() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(text("ab"));
        awaitText(pair.server(), 2);
        pair.server().setsockopt(SocketOptions.SO_RCVLOWAT, 4);

        assertThat(ready(pair.server(), Poll.IN)).isZero();
        assertThat(recv(pair.server(), 9, RecvFlag.DONTWAIT)).isEqualTo("ab");
    }

    @Test
    default void theEndOfTheStreamIsBelowTheMark() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.server().setsockopt(SocketOptions.SO_RCVLOWAT, 4);
        pair.client().sendAll(text("ab"));
        var receiving = rig().calling(() -> recv(pair.server(), 9));
        receiving.untilBlockedIn("recv");

        pair.client().close();

        assertThat(receiving.answer()).isEqualTo("ab");
    }

    @Test
    default void patienceEndsBelowTheMark() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.server().setsockopt(SocketOptions.SO_RCVLOWAT, 4);
        pair.server().setsockopt(SocketOptions.SO_RCVTIMEO, Duration.ofMillis(20));
        pair.client().sendAll(text("ab"));
        awaitText(pair.server(), 2);

        assertThat(recv(pair.server(), 9)).isEqualTo("ab");
        assertThat(refusal(() -> recv(pair.server(), 9))).isEqualTo(Errno.EAGAIN);
    }

    @Test
    default void waitAllWaitsForLessThanTheMark() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.server().setsockopt(SocketOptions.SO_RCVLOWAT, 4);
        pair.client().sendAll(text("abcd"));
        var receiving = rig().calling(() -> recv(pair.server(), 6, RecvFlag.WAITALL));
        receiving.untilBlockedIn("recv");

        pair.client().sendAll(text("ef"));

        assertThat(receiving.answer()).isEqualTo("abcdef");
    }

    @Test
    default void peekWaitsForAllAndLeavesIt() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(text("ab"));
        var peeking = rig().calling(() -> recv(pair.server(), 4, RecvFlag.PEEK, RecvFlag.WAITALL));
        peeking.untilBlockedIn("recv");

        pair.client().sendAll(text("cd"));

        assertThat(peeking.answer()).isEqualTo("abcd");
        assertThat(recv(pair.server(), 9)).isEqualTo("abcd");
    }

    @Test
    default void peekForAllAnswersWhatCameBeforeTheEnd() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(text("ab"));
        var peeking = rig().calling(() -> recv(pair.server(), 4, RecvFlag.PEEK, RecvFlag.WAITALL));
        peeking.untilBlockedIn("recv");

        pair.client().close();

        assertThat(peeking.answer()).isEqualTo("ab");
    }

    @Test
    default void littleUnsentIsWritable() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().setsockopt(SocketOptions.TCP_NOTSENT_LOWAT, 1000);
        pair.client().setsockopt(SocketOptions.TCP_CORK, true);

        pair.client().sendAll(new byte[499]);
        assertThat(ready(pair.client(), Poll.OUT)).isEqualTo(Poll.OUT);
        pair.client().sendAll(new byte[1]);
        assertThat(ready(pair.client(), Poll.OUT)).isZero();

        pair.client().setsockopt(SocketOptions.TCP_CORK, false);
        assertThat(ready(pair.client(), Poll.OUT)).isEqualTo(Poll.OUT);
    }

    @Test
    default void anUrgentByteIsReadByItself() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(text("abc"));
        pair.client().send(text("xyz"), 0, 3, SendFlag.OOB);
        pair.client().sendAll(text("def"));
        var look = PollFd.of(pair.server(), Poll.PRI);

        assertThat(rig().server.poll(Duration.ofSeconds(20), look)).isOne();
        assertThat(look.revents()).isEqualTo(Poll.PRI);
        assertThat(pair.server().atmark()).isFalse();
        assertThat(recv(pair.server(), 20)).isEqualTo("abcxy");
        assertThat(pair.server().atmark()).isTrue();
        assertThat(recv(pair.server(), 20, RecvFlag.OOB, RecvFlag.PEEK)).isEqualTo("z");
        assertThat(recv(pair.server(), 20, RecvFlag.OOB)).isEqualTo("z");
        assertThat(refusal(() -> recv(pair.server(), 20, RecvFlag.OOB))).isEqualTo(Errno.EINVAL);
        assertThat(recv(pair.server(), 20)).isEqualTo("def");
    }

    @Test
    default void anUrgentByteInlineIsReadInItsPlace() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.server().setsockopt(SocketOptions.SO_OOBINLINE, true);
        pair.client().sendAll(text("ab"));
        pair.client().send(text("z"), 0, 1, SendFlag.OOB);
        var look = PollFd.of(pair.server(), Poll.PRI);

        assertThat(rig().server.poll(Duration.ofSeconds(20), look)).isOne();
        assertThat(recv(pair.server(), 20)).isEqualTo("ab");
        assertThat(pair.server().atmark()).isTrue();
        assertThat(refusal(() -> recv(pair.server(), 20, RecvFlag.OOB))).isEqualTo(Errno.EINVAL);
        assertThat(recv(pair.server(), 20)).isEqualTo("z");
    }

    @Test
    default void withoutAnUrgentByteThereIsNoneToRead() throws Exception {
        Rig.Pair pair = rig().connected();

        assertThat(refusal(() -> recv(pair.server(), 1, RecvFlag.OOB))).isEqualTo(Errno.EINVAL);
    }
}
