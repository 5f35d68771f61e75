package jackfield.socket;

import static jackfield.socket.Rig.refusal;
import static jackfield.socket.SocketOptions.SO_OOBINLINE;
import static jackfield.socket.SocketOptions.SO_RCVLOWAT;
import static jackfield.socket.SocketOptions.SO_SNDLOWAT;
import static jackfield.socket.SocketOptions.TCP_CORK;
import static jackfield.socket.SocketOptions.TCP_DEFER_ACCEPT;
import static jackfield.socket.SocketOptions.TCP_FASTOPEN;
import static jackfield.socket.SocketOptions.TCP_FASTOPEN_CONNECT;
import static jackfield.socket.SocketOptions.TCP_FASTOPEN_KEY;
import static jackfield.socket.SocketOptions.TCP_FASTOPEN_NO_COOKIE;
import static jackfield.socket.SocketOptions.TCP_LINGER2;
import static jackfield.socket.SocketOptions.TCP_MAXSEG;
import static jackfield.socket.SocketOptions.TCP_NOTSENT_LOWAT;
import static jackfield.socket.SocketOptions.TCP_QUICKACK;
import static jackfield.socket.SocketOptions.TCP_SYNCNT;
import static jackfield.socket.SocketOptions.TCP_USER_TIMEOUT;
import static jackfield.socket.SocketOptions.TCP_WINDOW_CLAMP;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** TCP's options: what they are at first, what they take, and what they then say. */
interface OptionsContract extends Rigged {
    private static <T> void holds(Socket socket, SocketOption<T> option, T set, T then) throws SocketException {
        socket.setsockopt(option, set);
        assertThat(socket.getsockopt(option)).as(option + " " + set).isEqualTo(then);
    }

    private static <T> void refuses(Socket socket, SocketOption<T> option, T value) throws Exception {
        T before = socket.getsockopt(option);
        assertThat(refusal(() -> socket.setsockopt(option, value)))
                .as(option + " " + value)
                .isEqualTo(Errno.EINVAL);
        assertThat(socket.getsockopt(option)).as(option + " afterwards").isEqualTo(before);
    }

    private static void isFresh(Socket socket) throws SocketException {
        assertThat(socket.getsockopt(TCP_MAXSEG)).isEqualTo(536);
        assertThat(socket.getsockopt(TCP_CORK)).isFalse();
        assertThat(socket.getsockopt(TCP_SYNCNT)).isEqualTo(6);
        assertThat(socket.getsockopt(TCP_LINGER2)).hasSeconds(60);
        assertThat(socket.getsockopt(TCP_DEFER_ACCEPT)).isZero();
        assertThat(socket.getsockopt(TCP_WINDOW_CLAMP)).isZero();
        assertThat(socket.getsockopt(TCP_QUICKACK)).isTrue();
        assertThat(socket.getsockopt(TCP_USER_TIMEOUT)).isZero();
        assertThat(socket.getsockopt(TCP_NOTSENT_LOWAT)).isZero();
        assertThat(socket.getsockopt(TCP_FASTOPEN)).isZero();
        assertThat(socket.getsockopt(TCP_FASTOPEN_CONNECT)).isFalse();
        assertThat(socket.getsockopt(TCP_FASTOPEN_NO_COOKIE)).isFalse();
        assertThat(socket.getsockopt(TCP_FASTOPEN_KEY)).isEmpty();
        assertThat(socket.getsockopt(SO_RCVLOWAT)).isOne();
        assertThat(socket.getsockopt(SO_SNDLOWAT)).isOne();
        assertThat(socket.getsockopt(SO_OOBINLINE)).isFalse();
    }

    @Test
    default void optionsOfTcpBeginAsLinuxHasThem() throws Exception {
        isFresh(rig().clientStream());
        isFresh(rig().listener(1));
    }

    @Test
    default void switchesOfTcpKeepWhatIsSet() throws Exception {
        Socket socket = rig().clientStream();

        for (SocketOption<Boolean> option :
                List.of(TCP_CORK, TCP_FASTOPEN_CONNECT, TCP_FASTOPEN_NO_COOKIE, SO_OOBINLINE)) {
            holds(socket, option, true, true);
            holds(socket, option, false, false);
        }
    }

    @Test
    default void quickAcknowledgmentsGoOffAndOn() throws Exception {
        Rig.Pair pair = rig().connected();

        holds(pair.client(), TCP_QUICKACK, false, false);
        holds(pair.client(), TCP_QUICKACK, true, true);
    }

    @Test
    default void theMssIsBounded() throws Exception {
        Socket socket = rig().clientStream();

        refuses(socket, TCP_MAXSEG, 87);
        refuses(socket, TCP_MAXSEG, 32_768);
        holds(socket, TCP_MAXSEG, 88, 88);
        holds(socket, TCP_MAXSEG, 32_767, 32_767);
        holds(socket, TCP_MAXSEG, 0, 536);
    }

    @Test
    default void bothEndsKeepToTheLesserMss() throws Exception {
        Socket listener = rig().listener(1);
        Socket client = rig().clientStream();
        client.setsockopt(TCP_MAXSEG, 1000);

        Rig.Pair pair = rig().connectedTo(listener, client);

        // Less the 12 bytes of timestamps.
        assertThat(pair.client().getsockopt(TCP_MAXSEG)).isEqualTo(988);
        assertThat(pair.server().getsockopt(TCP_MAXSEG)).isEqualTo(988);
    }

    @Test
    default void triesOfTheSynAreBounded() throws Exception {
        Socket socket = rig().clientStream();

        refuses(socket, TCP_SYNCNT, 0);
        refuses(socket, TCP_SYNCNT, 128);
        refuses(socket, TCP_SYNCNT, -1);
        holds(socket, TCP_SYNCNT, 1, 1);
        holds(socket, TCP_SYNCNT, 127, 127);
    }

    @Test
    default void finWait2HasItsBounds() throws Exception {
        Socket socket = rig().clientStream();

        holds(socket, TCP_LINGER2, Duration.ofSeconds(10), Duration.ofSeconds(10));
        holds(socket, TCP_LINGER2, Duration.ofSeconds(121), Duration.ofSeconds(120));
        holds(socket, TCP_LINGER2, Duration.ofSeconds(-5), Duration.ofSeconds(-1));
        holds(socket, TCP_LINGER2, Duration.ZERO, Duration.ofSeconds(60));
    }

    @Test
    default void deferredAcceptIsRoundedToTimeOuts() throws Exception {
        Socket listener = rig().listener(1);

        int[][] seconds = {{1, 1}, {2, 3}, {3, 3}, {4, 7}, {8, 15}, {60, 63}, {1000, 1087}, {0, 0}, {-1, 0}};
        for (int[] pair : seconds) {
            holds(listener, TCP_DEFER_ACCEPT, Duration.ofSeconds(pair[0]), Duration.ofSeconds(pair[1]));
        }
    }

    @Test
    default void theWindowClampHasAFloor() throws Exception {
        Socket socket = rig().clientStream();

        holds(socket, TCP_WINDOW_CLAMP, 1, 1152);
        holds(socket, TCP_WINDOW_CLAMP, 2000, 2000);
        holds(socket, TCP_WINDOW_CLAMP, 0, 0);
        refuses(rig().listener(1), TCP_WINDOW_CLAMP, 0);
        refuses(rig().connected().client(), TCP_WINDOW_CLAMP, 0);
    }

    @Test
    default void theUserTimeoutIsNotNegative() throws Exception {
        Socket socket = rig().clientStream();

        refuses(socket, TCP_USER_TIMEOUT, Duration.ofMillis(-1));
        holds(socket, TCP_USER_TIMEOUT, Duration.ofMillis(1500), Duration.ofMillis(1500));
        holds(socket, TCP_USER_TIMEOUT, Duration.ZERO, Duration.ZERO);
    }

    @Test
    default void marksKeepWhatIsSet() throws Exception {
        Socket socket = rig().clientStream();

        holds(socket, TCP_NOTSENT_LOWAT, 100_000, 100_000);
        holds(socket, TCP_NOTSENT_LOWAT, -1, -1);
        holds(socket, TCP_NOTSENT_LOWAT, 0, 0);
        holds(socket, SO_RCVLOWAT, 5, 5);
        holds(socket, SO_RCVLOWAT, 0, 1);
        assertThat(refusal(() -> socket.setsockopt(SO_SNDLOWAT, 5))).isEqualTo(Errno.ENOPROTOOPT);
    }

    @Test
    default void theMarkOfReadingIsHalfTheBufferAtMost() throws Exception {
        Socket socket = rig().clientStream();
        socket.setsockopt(SocketOptions.SO_RCVBUF, 50_000);

        holds(socket, SO_RCVLOWAT, 60_000, 50_000);
        holds(socket, SO_RCVLOWAT, -1, 50_000);
    }

    @Test
    default void aConnectionInheritsOptionsOfItsListener() throws Exception {
        Socket listener = rig().listener(1);
        listener.setsockopt(SO_RCVLOWAT, 7);
        listener.setsockopt(TCP_CORK, true);
        listener.setsockopt(TCP_NOTSENT_LOWAT, 9000);
        listener.setsockopt(TCP_USER_TIMEOUT, Duration.ofSeconds(9));
        listener.setsockopt(TCP_LINGER2, Duration.ofSeconds(9));
        listener.setsockopt(SO_OOBINLINE, true);

        Socket conn = rig().connectedTo(listener, rig().clientStream()).server();

        assertThat(conn.getsockopt(SO_RCVLOWAT)).isEqualTo(7);
        assertThat(conn.getsockopt(TCP_CORK)).isTrue();
        assertThat(conn.getsockopt(TCP_NOTSENT_LOWAT)).isEqualTo(9000);
        assertThat(conn.getsockopt(TCP_USER_TIMEOUT)).hasSeconds(9);
        assertThat(conn.getsockopt(TCP_LINGER2)).hasSeconds(9);
        assertThat(conn.getsockopt(SO_OOBINLINE)).isTrue();
    }

    @Test
    default void fastOpenIsSetWhereItMakesSense() throws Exception {
        Socket listener = rig().listener(1);
        Socket connected = rig().connected().client();

        refuses(listener, TCP_FASTOPEN, -1);
        holds(listener, TCP_FASTOPEN, 5, 5);
        holds(listener, TCP_FASTOPEN, 100_000, 4096);
        holds(listener, TCP_FASTOPEN_NO_COOKIE, true, true);
        refuses(listener, TCP_FASTOPEN_CONNECT, true);
        refuses(connected, TCP_FASTOPEN, 5);
        refuses(connected, TCP_FASTOPEN_CONNECT, true);
        refuses(connected, TCP_FASTOPEN_NO_COOKIE, true);
    }

    @Test
    default void aKeyOfFastOpenHas16BytesOrTwiceThat() throws Exception {
        Socket listener = rig().listener(1);
        byte[] one = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] two = "0123456789abcdefghijklmnopqrstuv".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        holds(listener, TCP_FASTOPEN_KEY, one, one);
        holds(listener, TCP_FASTOPEN_KEY, two, two);
        refuses(listener, TCP_FASTOPEN_KEY, new byte[15]);
    }
}
