package jackfield.socket;

import static jackfield.socket.Rig.refusal;
import static jackfield.socket.SocketOptions.IPV6_MTU;
import static jackfield.socket.SocketOptions.IPV6_MTU_DISCOVER;
import static jackfield.socket.SocketOptions.IP_MTU;
import static jackfield.socket.SocketOptions.IP_MTU_DISCOVER;
import static jackfield.socket.SocketOptions.TCP_FASTOPEN_CONNECT;
import static jackfield.socket.SocketOptions.TCP_FASTOPEN_NO_COOKIE;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text that rides on the SYN where it may, and waits where it may not; and how long packets of the path may be. */
interface OpeningContract extends Rigged {
    byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    /** All that a peer sends until its end. */
    private static String all(Socket conn) throws SocketException {
        byte[] into = new byte[1000];
        int length = 0;
        for (int n = conn.recv(into, 0, into.length); n > 0; n = conn.recv(into, length, into.length - length)) {
            length += n;
        }
        return new String(into, 0, length, StandardCharsets.US_ASCII);
    }

    @Test
    default void fastOpenConnectsAndSendsInOneCall() throws Exception {
        Socket listener = rig().listener(8);
        for (int i = 0; i < 3; i++) {
            Socket client = rig().clientStream();

            assertThat(client.sendTo(HELLO, 0, 5, listener.getsockname(), SendFlag.FASTOPEN))
                    .isEqualTo(5);
            assertThat(client.send(HELLO, 0, 5)).isEqualTo(5);
            client.close();

            assertThat(all(rig().keep(listener.accept().conn()))).isEqualTo("hellohello");
        }
    }

    @Test
    default void fastOpenThatMayNotWaitIsInProgress() throws Exception {
        Socket listener = rig().listener(8);
        Socket client = rig().clientStream();

        assertThat(refusal(
                        () -> client.sendTo(HELLO, 0, 5, listener.getsockname(), SendFlag.FASTOPEN, SendFlag.DONTWAIT)))
                .isEqualTo(Errno.EINPROGRESS);
        Socket conn = rig().keep(listener.accept().conn());
        rig().client.poll(Duration.ofSeconds(20), PollFd.of(client, Poll.OUT));
        assertThat(client.send(HELLO, 0, 5)).isEqualTo(5);
        client.close();

        assertThat(all(conn)).isEqualTo("hello");
    }

    @Test
    default void fastOpenToNobodyIsRefused() throws Exception {
        Socket listener = rig().listener(8);
        InetSocketAddress nobody = listener.getsockname();
        listener.close();
        Socket client = rig().clientStream();

        assertThat(refusal(() -> client.sendTo(HELLO, 0, 5, nobody, SendFlag.FASTOPEN)))
                .isEqualTo(Errno.ECONNREFUSED);
    }

    @Test
    default void fastOpenOfAConnectionIsRefused() throws Exception {
        Rig.Pair pair = rig().connected();

        assertThat(refusal(() -> pair.client().sendTo(HELLO, 0, 5, pair.client().getpeername(), SendFlag.FASTOPEN)))
                .isEqualTo(Errno.EISCONN);
    }

    /** A peer that takes no text with the SYN gets it afterwards, once. */
    @Test
    default void aDeferredConnectLosesAndDoublesNothing() throws Exception {
        Socket listener = rig().listener(8);
        Socket client = rig().clientStream();
        client.setsockopt(TCP_FASTOPEN_CONNECT, true);
        client.setsockopt(TCP_FASTOPEN_NO_COOKIE, true);

        client.connect(listener.getsockname());
        assertThat(client.send(HELLO, 0, 5)).isEqualTo(5);
        Socket conn = rig().keep(listener.accept().conn());
        assertThat(client.send(HELLO, 0, 5)).isEqualTo(5);
        client.shutdown(Shutdown.WR);

        assertThat(all(conn)).isEqualTo("hellohello");
        conn.close();
        assertThat(client.recv(new byte[1], 0, 1)).isZero();
    }

    /** connect cannot know: the first who can tells. */
    @Test
    default void aDeferredConnectToNobodyIsRefusedLater() throws Exception {
        Socket listener = rig().listener(8);
        InetSocketAddress nobody = listener.getsockname();
        listener.close();
        Socket client = rig().clientStream();
        client.setsockopt(TCP_FASTOPEN_CONNECT, true);
        client.setsockopt(TCP_FASTOPEN_NO_COOKIE, true);

        client.connect(nobody);
        assertThat(refusal(() -> {
                    client.send(HELLO, 0, 5);
                    client.recv(new byte[1], 0, 1);
                }))
                .isEqualTo(Errno.ECONNREFUSED);
    }

    @Test
    default void theMtuOfThePathIsToldOfAConnection() throws Exception {
        assertThat(refusal(() -> rig().clientStream().getsockopt(IP_MTU))).isEqualTo(Errno.ENOTCONN);
        Rig.Pair pair = rig().connected();

        int mtu = pair.client().getsockopt(IP_MTU);

        assertThat(mtu).isBetween(1280, 65_536).isEqualTo(pair.server().getsockopt(IP_MTU));
        // Less headers and timestamps; over a long path half of the first window.
        assertThat(pair.client().getsockopt(SocketOptions.TCP_MAXSEG)).isEqualTo(Math.min(mtu - 52, 32_741));
        assertThat(refusal(() -> pair.client().setsockopt(IP_MTU, 1000))).isEqualTo(Errno.ENOPROTOOPT);
    }

    @Test
    default void theMtuOfAnIpv6PathIsToldOfAConnection() throws Exception {
        Socket fresh = rig().keep(rig().client.socket(Family.INET6, Type.STREAM));
        assertThat(refusal(() -> fresh.getsockopt(IPV6_MTU))).isEqualTo(Errno.ENOTCONN);
        Socket listener = rig().keep(rig().server.socket(Family.INET6, Type.STREAM));
        listener.bind(new InetSocketAddress(rig().addressV6, 0));
        listener.listen(1);

        Rig.Pair pair = rig().connectedTo(listener, fresh);

        assertThat(pair.client().getsockopt(IPV6_MTU))
                .isBetween(1280, 65_536)
                .isEqualTo(pair.server().getsockopt(IPV6_MTU));
    }

    @Test
    default void discoveryOfTheMtuHasSixWays() throws Exception {
        Socket four = rig().clientStream();
        Socket six = rig().keep(rig().client.socket(Family.INET6, Type.STREAM));

        for (var socket : List.of(four, six)) {
            SocketOption<Integer> option = socket == four ? IP_MTU_DISCOVER : IPV6_MTU_DISCOVER;
            assertThat(socket.getsockopt(option)).isEqualTo(1);
            for (int way = 0; way <= 5; way++) {
                socket.setsockopt(option, way);
                assertThat(socket.getsockopt(option)).isEqualTo(way);
            }
            assertThat(refusal(() -> socket.setsockopt(option, 6))).isEqualTo(Errno.EINVAL);
            assertThat(refusal(() -> socket.setsockopt(option, -1))).isEqualTo(Errno.EINVAL);
            assertThat(socket.getsockopt(option)).isEqualTo(5);
        }
    }
}
