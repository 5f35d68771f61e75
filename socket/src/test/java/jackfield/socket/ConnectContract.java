package jackfield.socket;

import static jackfield.socket.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.tcp.TcpState;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How connections come and go. */
interface ConnectContract extends Rigged {
    @Test
    default void acceptWaitsAndTellsThePeersAddress() throws Exception {
        Socket listener = rig().listener(8);
        var accepting = rig().calling(listener::accept).untilBlockedIn("accept");
        Socket client = rig().clientStream();

        client.connect(listener.getsockname());
        Accepted accepted = accepting.answer();

        rig().keep(accepted.conn());
        assertThat(accepted.addr()).isEqualTo(client.getsockname());
        assertThat(accepted.conn().getpeername()).isEqualTo(client.getsockname());
        assertThat(accepted.conn().getsockname()).isEqualTo(listener.getsockname());
        assertThat(client.getpeername()).isEqualTo(listener.getsockname());
        assertThat(accepted).hasToString("(" + accepted.fd() + ", " + AddressText.of(accepted.addr()) + ")");
    }

    @Test
    default void connectionsAreAcceptedInTheirOrder() throws Exception {
        Socket listener = rig().listener(8);
        Socket first = rig().clientStream();
        Socket second = rig().clientStream();
        first.connect(listener.getsockname());
        second.connect(listener.getsockname());

        InetSocketAddress one = rig().keep(listener.accept().conn()).getpeername();
        InetSocketAddress two = rig().keep(listener.accept().conn()).getpeername();

        assertThat(one).isEqualTo(first.getsockname());
        assertThat(two).isEqualTo(second.getsockname());
    }

    @Test
    default void connectIsRefusedWhereNobodyListens() throws Exception {
        Socket bound = rig().serverStream();
        bound.bind(new InetSocketAddress(rig().address, 0));
        Socket client = rig().clientStream();

        assertThat(refusal(() -> client.connect(bound.getsockname()))).isEqualTo(Errno.ECONNREFUSED);
    }

    @Test
    default void aRefusedSocketMayTryAgain() throws Exception {
        Socket server = rig().serverStream();
        server.bind(new InetSocketAddress(rig().address, 0));
        Socket client = rig().clientStream();
        assertThat(refusal(() -> client.connect(server.getsockname()))).isEqualTo(Errno.ECONNREFUSED);

        server.listen(1);
        client.connect(server.getsockname());

        assertThat(client.getpeername()).isEqualTo(server.getsockname());
    }

    @Test
    default void aNonBlockingConnectIsInProgressUntilPollSaysSo() throws Exception {
        Socket listener = rig().listener(8);
        Socket client = rig().clientStream();
        client.setNonBlocking(true);

        Errno first = refusal(() -> client.connect(listener.getsockname()));
        var poll = PollFd.of(client, Poll.OUT);
        int ready = rig().client.poll(Duration.ofSeconds(20), poll);

        assertThat(first).isEqualTo(Errno.EINPROGRESS);
        assertThat(ready).isOne();
        assertThat(poll.revents()).isEqualTo(Poll.OUT);
        assertThat(client.getsockopt(SocketOptions.SO_ERROR)).isEqualTo(Errno.OK);
        assertThat(client.getpeername()).isEqualTo(listener.getsockname());
    }

    @Test
    default void aNonBlockingConnectThatFailsTellsItBySoError() throws Exception {
        Socket bound = rig().serverStream();
        bound.bind(new InetSocketAddress(rig().address, 0));
        Socket client = rig().clientStream();
        client.setNonBlocking(true);
        assertThat(refusal(() -> client.connect(bound.getsockname()))).isEqualTo(Errno.EINPROGRESS);

        var poll = PollFd.of(client, Poll.OUT);
        rig().client.poll(Duration.ofSeconds(20), poll);

        assertThat(poll.revents() & Poll.ERR).isNotZero();
        assertThat(client.getsockopt(SocketOptions.SO_ERROR)).isEqualTo(Errno.ECONNREFUSED);
        assertThat(client.getsockopt(SocketOptions.SO_ERROR)).isEqualTo(Errno.OK);
    }

    @Test
    default void aFullBacklogMakesClientsWaitAndRefusesNobody() throws Exception {
        Socket listener = rig().listener(0);
        rig().clientStream().connect(listener.getsockname());
        Socket late = rig().clientStream();
        var connecting = rig().calling(() -> {
            late.connect(listener.getsockname());
            return late.getsockname();
        });
        connecting.untilBlockedIn("connect");

        rig().keep(listener.accept().conn());
        Accepted second = listener.accept();

        rig().keep(second.conn());
        assertThat(connecting.answer()).isEqualTo(second.addr());
    }

    @Test
    default void lingerZeroResetsThePeer() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().setsockopt(SocketOptions.SO_LINGER, 0);
        var receiving = rig().calling(() -> pair.server().recv(new byte[5])).untilBlockedIn("recv");

        pair.client().close();

        assertThat(receiving.errno()).isEqualTo(Errno.ECONNRESET);
        assertThat(pair.server().recv(new byte[5])).isZero();
        assertThat(refusal(() -> pair.server().send(new byte[1]))).isEqualTo(Errno.EPIPE);
    }

    @Test
    default void closeWithUnreadBytesResetsThePeer() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(new byte[10]);
        pair.server().recv(new byte[1]);
        var receiving = rig().calling(() -> pair.client().recv(new byte[5])).untilBlockedIn("recv");

        pair.server().close();

        assertThat(receiving.errno()).isEqualTo(Errno.ECONNRESET);
    }

    @Test
    default void aSendToAPeerThatIsGoneBreaksThePipe() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.server().close();
        assertThat(pair.client().recv(new byte[5])).isZero();

        // The first is answered with a reset, which the second is told of.
        pair.client().sendAll(new byte[5]);
        rig().client.poll(Duration.ofSeconds(20), PollFd.of(pair.client(), 0));

        assertThat(refusal(() -> pair.client().send(new byte[5]))).isEqualTo(Errno.EPIPE);
    }

    @Test
    default void lingerWaitsUntilThePeerHasEverything() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().setsockopt(SocketOptions.SO_LINGER, 20);
        pair.client().sendAll(new byte[1000]);

        pair.client().close();

        byte[] all = new byte[2000];
        assertThat(pair.server().recv(all, 0, 2000, RecvFlag.WAITALL)).isEqualTo(1000);
    }

    /** Linux: what was there first must have SO_REUSEADDR too. */
    @Test
    default void aUsedPortIsRefusedUnlessOnlyEndedConnectionsAreOnIt() throws Exception {
        Socket listener = rig().serverStream();
        listener.setsockopt(SocketOptions.SO_REUSEADDR, true);
        listener.bind(new InetSocketAddress(rig().address, 0));
        listener.listen(8);
        InetSocketAddress address = listener.getsockname();
        Rig.Pair pair = rig().connectedTo(listener, rig().clientStream());
        Socket second = rig().serverStream();
        assertThat(refusal(() -> second.bind(address))).isEqualTo(Errno.EADDRINUSE);

        // The server closes first: its port stays in TIME_WAIT.
        pair.server().close();
        pair.client().recv(new byte[1]);
        pair.client().close();
        listener.close();

        assertThat(refusal(() -> second.bind(address))).isEqualTo(Errno.EADDRINUSE);
        second.setsockopt(SocketOptions.SO_REUSEADDR, true);
        second.bind(address);
        second.listen(1);
        assertThat(second.getsockname()).isEqualTo(address);
    }

    @Test
    default void reuseAddressDoesNotLetTwoListen() throws Exception {
        Socket first = rig().serverStream();
        first.setsockopt(SocketOptions.SO_REUSEADDR, true);
        first.bind(new InetSocketAddress(rig().address, 0));
        first.listen(1);
        Socket second = rig().serverStream();
        second.setsockopt(SocketOptions.SO_REUSEADDR, true);

        assertThat(refusal(() -> second.bind(first.getsockname()))).isEqualTo(Errno.EADDRINUSE);
    }

    @Test
    default void reusePortLetsTwoListen() throws Exception {
        Socket first = rig().serverStream();
        first.setsockopt(SocketOptions.SO_REUSEPORT, true);
        first.bind(new InetSocketAddress(rig().address, 0));
        first.listen(1);
        Socket second = rig().serverStream();
        second.setsockopt(SocketOptions.SO_REUSEPORT, true);

        second.bind(first.getsockname());
        second.listen(1);

        assertThat(second.getsockname()).isEqualTo(first.getsockname());
    }

    @Test
    default void tcpInfoShowsTheConnection() throws Exception {
        Rig.Pair pair = rig().connected();
        assertThat(pair.client().getsockopt(SocketOptions.TCP_INFO).state()).isEqualTo(TcpState.ESTABLISHED);

        pair.client().sendAll(new byte[1000]);
        pair.server().recv(new byte[1000]);
        pair.server().shutdown(Shutdown.WR);
        pair.client().recv(new byte[1]);
        TcpInfo info = pair.client().getsockopt(SocketOptions.TCP_INFO);

        assertThat(info.state()).isEqualTo(TcpState.CLOSE_WAIT);
        assertThat(info.sndCwnd()).isPositive();
        assertThat(info.rttNanos()).isPositive();
        assertThat(info.totalRetrans()).isZero();
    }
}
