package jackfield.socket;

import static jackfield.socket.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.engine.base.Errno;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls that make no sense, each with its own errno, and the options. */
interface RefusalContract extends Rigged {
    /** An address of nobody's (RFC 5737, documentation). */
    InetSocketAddress NOBODY = new InetSocketAddress(Rig.ip("203.0.113.1"), 0);

    @Test
    default void anUnconnectedStreamCarriesNothing() throws Exception {
        Socket socket = rig().clientStream();

        assertThat(refusal(() -> socket.recv(new byte[1]))).isEqualTo(Errno.ENOTCONN);
        assertThat(refusal(() -> socket.send(new byte[1]))).isEqualTo(Errno.EPIPE);
        assertThat(refusal(socket::getpeername)).isEqualTo(Errno.ENOTCONN);
        assertThat(refusal(() -> socket.shutdown(Shutdown.RDWR))).isEqualTo(Errno.ENOTCONN);
    }

    @Test
    default void aListenerCarriesNothing() throws Exception {
        Socket listener = rig().listener(1);

        assertThat(refusal(() -> listener.recv(new byte[1]))).isEqualTo(Errno.ENOTCONN);
        assertThat(refusal(() -> listener.send(new byte[1]))).isEqualTo(Errno.EPIPE);
        assertThat(refusal(listener::getpeername)).isEqualTo(Errno.ENOTCONN);
    }

    @Test
    default void aConnectedSocketDoesNotConnectAgain() throws Exception {
        Rig.Pair pair = rig().connected();

        assertThat(refusal(() -> pair.client().connect(pair.client().getpeername())))
                .isEqualTo(Errno.EISCONN);
    }

    @Test
    default void aListenerDoesNotConnect() throws Exception {
        Socket listener = rig().listener(1);
        Socket other = rig().listener(1);

        assertThat(refusal(() -> listener.connect(other.getsockname()))).isEqualTo(Errno.EISCONN);
    }

    @Test
    default void onlyAListenerAccepts() throws Exception {
        Socket socket = rig().serverStream();

        assertThat(refusal(socket::accept)).isEqualTo(Errno.EINVAL);
    }

    @Test
    default void aSocketBindsOnce() throws Exception {
        Socket socket = rig().serverStream();
        socket.bind(new InetSocketAddress(rig().address, 0));

        assertThat(refusal(() -> socket.bind(new InetSocketAddress(rig().address, 0))))
                .isEqualTo(Errno.EINVAL);
    }

    @Test
    default void aConnectedSocketDoesNotListen() throws Exception {
        Rig.Pair pair = rig().connected();

        assertThat(refusal(() -> pair.client().listen(1))).isEqualTo(Errno.EINVAL);
    }

    @Test
    default void nobodyBindsToAForeignAddress() throws Exception {
        Socket socket = rig().serverStream();

        assertThat(refusal(() -> socket.bind(NOBODY))).isEqualTo(Errno.EADDRNOTAVAIL);
    }

    @Test
    default void anIpv4SocketHasNoIpv6Address() throws Exception {
        Socket socket = rig().serverStream();

        assertThat(refusal(() -> socket.bind(new InetSocketAddress(Rig.ip("::1"), 0))))
                .isEqualTo(Errno.EAFNOSUPPORT);
    }

    @Test
    default void datagramsHaveNoConnections() throws Exception {
        Socket socket = rig().serverDatagram();

        assertThat(refusal(() -> socket.listen(1))).isEqualTo(Errno.EOPNOTSUPP);
        assertThat(refusal(socket::accept)).isEqualTo(Errno.EOPNOTSUPP);
    }

    @Test
    default void aDatagramNeedsADestination() throws Exception {
        Socket socket = rig().clientDatagram();

        assertThat(refusal(() -> socket.send(new byte[1]))).isEqualTo(Errno.EDESTADDRREQ);
        assertThat(refusal(socket::getpeername)).isEqualTo(Errno.ENOTCONN);
    }

    @Test
    default void aDatagramHasALimit() throws Exception {
        Socket socket = rig().clientDatagram();
        InetSocketAddress server = rig().serverDatagram().getsockname();

        assertThat(refusal(() -> socket.sendTo(new byte[65_508], server))).isEqualTo(Errno.EMSGSIZE);
    }

    @Test
    default void aClosedSocketAnswersNothing() throws Exception {
        Socket socket = rig().clientStream();
        socket.close();
        socket.close();

        assertThat(refusal(() -> socket.recv(new byte[1]))).isEqualTo(Errno.EBADF);
        assertThat(refusal(() -> socket.send(new byte[1]))).isEqualTo(Errno.EBADF);
        assertThat(refusal(socket::getsockname)).isEqualTo(Errno.EBADF);
        assertThat(refusal(() -> rig().client.recv(socket.fd(), new byte[1], 0, 1)))
                .isEqualTo(Errno.EBADF);
        assertThat(refusal(socket::dup)).isEqualTo(Errno.EBADF);
    }

    @Test
    default void anExceptionSaysWhichCallOnWhichSocket() throws Exception {
        Rig.Pair pair = rig().connected();
        String ends = AddressText.of(pair.client().getsockname()) + " -> "
                + AddressText.of(pair.client().getpeername());

        assertThatThrownBy(() -> pair.client().connect(pair.client().getpeername()))
                .isInstanceOf(SocketException.class)
                .hasMessage("connect on fd " + pair.client().fd() + " (INET STREAM " + ends
                        + " ESTABLISHED): EISCONN, Transport endpoint is already connected");
    }

    @Test
    default void anUnboundSocketHasNoPort() throws Exception {
        assertThat(rig().clientStream().getsockname()).isEqualTo(new InetSocketAddress(Rig.ip("0.0.0.0"), 0));
    }

    @Test
    default void switchesKeepWhatIsSet() throws Exception {
        Socket socket = rig().clientStream();

        for (SocketOption<Boolean> option : java.util.List.of(
                SocketOptions.SO_REUSEADDR,
                SocketOptions.SO_REUSEPORT,
                SocketOptions.SO_KEEPALIVE,
                SocketOptions.TCP_NODELAY)) {
            assertThat(socket.getsockopt(option)).as(option.name()).isFalse();
            socket.setsockopt(option, true);
            assertThat(socket.getsockopt(option)).as(option.name()).isTrue();
        }
        Socket datagrams = rig().clientDatagram();
        assertThat(datagrams.getsockopt(SocketOptions.SO_BROADCAST)).isFalse();
        datagrams.setsockopt(SocketOptions.SO_BROADCAST, true);
        assertThat(datagrams.getsockopt(SocketOptions.SO_BROADCAST)).isTrue();
    }

    @Test
    default void timesAndCountsKeepWhatIsSet() throws Exception {
        Socket socket = rig().clientStream();
        socket.setsockopt(SocketOptions.TCP_KEEPIDLE, Duration.ofSeconds(30));
        socket.setsockopt(SocketOptions.TCP_KEEPINTVL, Duration.ofSeconds(5));
        socket.setsockopt(SocketOptions.TCP_KEEPCNT, 3);
        socket.setsockopt(SocketOptions.TCP_USER_TIMEOUT, Duration.ofMillis(1500));
        socket.setsockopt(SocketOptions.SO_RCVTIMEO, Duration.ofMillis(250));
        socket.setsockopt(SocketOptions.SO_LINGER, 7);
        socket.setsockopt(SocketOptions.IP_TTL, 5);
        socket.setsockopt(SocketOptions.IP_TOS, 0x10);

        assertThat(socket.getsockopt(SocketOptions.TCP_KEEPIDLE)).hasSeconds(30);
        assertThat(socket.getsockopt(SocketOptions.TCP_KEEPINTVL)).hasSeconds(5);
        assertThat(socket.getsockopt(SocketOptions.TCP_KEEPCNT)).isEqualTo(3);
        assertThat(socket.getsockopt(SocketOptions.TCP_USER_TIMEOUT)).hasMillis(1500);
        assertThat(socket.getsockopt(SocketOptions.SO_RCVTIMEO)).hasMillis(250);
        assertThat(socket.getsockopt(SocketOptions.SO_SNDTIMEO)).isZero();
        assertThat(socket.getsockopt(SocketOptions.SO_LINGER)).isEqualTo(7);
        assertThat(socket.getsockopt(SocketOptions.IP_TTL)).isEqualTo(5);
        assertThat(socket.getsockopt(SocketOptions.IP_TOS)).isEqualTo(0x10);
        assertThat(refusal(() -> socket.setsockopt(SocketOptions.TCP_KEEPCNT, 0)))
                .isEqualTo(Errno.EINVAL);
        assertThat(refusal(() -> socket.setsockopt(SocketOptions.IP_TTL, 0))).isEqualTo(Errno.EINVAL);
    }

    @Test
    default void congestionControllersGoByTheirNames() throws Exception {
        Socket socket = rig().clientStream();

        socket.setsockopt(SocketOptions.TCP_CONGESTION, "reno");
        assertThat(socket.getsockopt(SocketOptions.TCP_CONGESTION)).isEqualTo("reno");
        assertThat(refusal(() -> socket.setsockopt(SocketOptions.TCP_CONGESTION, "nosuch")))
                .isEqualTo(Errno.ENOENT);
        assertThat(refusal(() -> socket.setsockopt(SocketOptions.TCP_CONGESTION, "")))
                .isEqualTo(Errno.EINVAL);
        assertThat(socket.getsockopt(SocketOptions.TCP_CONGESTION)).isEqualTo("reno");
    }

    @Test
    default void thePaceHasALimit() throws Exception {
        Socket socket = rig().clientStream();
        assertThat(socket.getsockopt(SocketOptions.SO_MAX_PACING_RATE)).isEqualTo(Long.MAX_VALUE);

        socket.setsockopt(SocketOptions.SO_MAX_PACING_RATE, 5_000_000_000L);
        assertThat(socket.getsockopt(SocketOptions.SO_MAX_PACING_RATE)).isEqualTo(5_000_000_000L);
        socket.setsockopt(SocketOptions.SO_MAX_PACING_RATE, Long.MAX_VALUE);
        assertThat(socket.getsockopt(SocketOptions.SO_MAX_PACING_RATE)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    default void linuxDoublesBuffers() throws Exception {
        Socket stream = rig().clientStream();
        stream.setsockopt(SocketOptions.SO_SNDBUF, 50_000);
        stream.setsockopt(SocketOptions.SO_RCVBUF, 60_000);
        Socket datagrams = rig().clientDatagram();
        datagrams.setsockopt(SocketOptions.SO_RCVBUF, 70_000);

        assertThat(stream.getsockopt(SocketOptions.SO_SNDBUF)).isEqualTo(100_000);
        assertThat(stream.getsockopt(SocketOptions.SO_RCVBUF)).isEqualTo(120_000);
        assertThat(datagrams.getsockopt(SocketOptions.SO_RCVBUF)).isEqualTo(140_000);
    }

    @Test
    default void optionsTellTypeAndListening() throws Exception {
        Socket listener = rig().listener(1);

        assertThat(listener.getsockopt(SocketOptions.SO_TYPE)).isEqualTo(Type.STREAM);
        assertThat(rig().clientDatagram().getsockopt(SocketOptions.SO_TYPE)).isEqualTo(Type.DGRAM);
        assertThat(listener.getsockopt(SocketOptions.SO_ACCEPTCONN)).isTrue();
        assertThat(rig().clientStream().getsockopt(SocketOptions.SO_ACCEPTCONN)).isFalse();
    }
}
