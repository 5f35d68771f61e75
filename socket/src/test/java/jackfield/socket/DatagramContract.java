package jackfield.socket;

import static jackfield.socket.Rig.refusal;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Datagrams. */
interface DatagramContract extends Rigged {
    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    default void aDatagramComesWithItsSender() throws Exception {
        Socket server = rig().serverDatagram();
        Socket client = rig().clientDatagram();
        byte[] buffer = new byte[100];

        int sent = client.sendTo(text("ping"), server.getsockname());
        Received received = server.recvFrom(buffer);
        server.sendTo(text("pong!"), received.from());
        Received answer = client.recvFrom(buffer);

        assertThat(sent).isEqualTo(4);
        assertThat(received.length()).isEqualTo(4);
        assertThat(received.isTruncated()).isFalse();
        assertThat(((InetSocketAddress) received.from()).getPort())
                .isEqualTo(client.getsockname().getPort());
        assertThat(answer).isEqualTo(new Received(5, server.getsockname(), false));
    }

    @Test
    default void datagramsKeepTheirBorders() throws Exception {
        Socket server = rig().serverDatagram();
        Socket client = rig().clientDatagram();
        byte[] buffer = new byte[100];

        client.sendTo(text("one"), server.getsockname());
        client.sendTo(new byte[0], server.getsockname());
        client.sendTo(text("three"), server.getsockname());

        assertThat(server.recv(buffer)).isEqualTo(3);
        assertThat(server.recv(buffer)).isZero();
        assertThat(server.recv(buffer)).isEqualTo(5);
    }

    @Test
    default void aShortBufferTruncates() throws Exception {
        Socket server = rig().serverDatagram();
        Socket client = rig().clientDatagram();
        byte[] buffer = new byte[2];
        for (int i = 0; i < 4; i++) {
            client.sendTo(text("long"), server.getsockname());
        }

        Received plain = server.recvFrom(buffer);
        Received real = server.recvFrom(buffer, 0, 2, RecvFlag.TRUNC);
        int peeked = server.recv(buffer, 0, 2, RecvFlag.PEEK, RecvFlag.TRUNC);
        int last = server.recv(buffer, 0, 1);

        assertThat(plain.length()).isEqualTo(2);
        assertThat(plain.isTruncated()).isTrue();
        assertThat(real.length()).isEqualTo(4);
        assertThat(real.isTruncated()).isTrue();
        assertThat(peeked).isEqualTo(4);
        assertThat(last).isOne();
        assertThat(refusal(() -> {
                    server.recv(buffer, 0, 2);
                    server.recv(buffer, 0, 2, RecvFlag.DONTWAIT);
                }))
                .isEqualTo(Errno.EAGAIN);
    }

    @Test
    default void recvWaitsForADatagram() throws Exception {
        Socket server = rig().serverDatagram();
        var receiving = rig().calling(() -> server.recvFrom(new byte[10])).untilBlockedIn("recvFrom");

        rig().clientDatagram().sendTo(text("late"), server.getsockname());

        assertThat(receiving.answer().length()).isEqualTo(4);
    }

    @Test
    default void aConnectedDatagramSocketHearsOnlyItsPeer() throws Exception {
        Socket server = rig().serverDatagram();
        Socket stranger = rig().serverDatagram();
        Socket client = rig().clientDatagram();
        client.connect(server.getsockname());
        client.send(text("hello"));
        InetSocketAddress from =
                (InetSocketAddress) server.recvFrom(new byte[9]).from();

        stranger.sendTo(text("stranger"), from);
        server.sendTo(text("peer"), from);

        assertThat(client.recv(new byte[20])).isEqualTo(4);
        assertThat(client.getpeername()).isEqualTo(server.getsockname());
    }

    @Test
    default void aConnectedDatagramSocketLearnsThatNobodyListens() throws Exception {
        Socket gone = rig().serverDatagram();
        Socket client = rig().clientDatagram();
        client.connect(gone.getsockname());
        gone.close();

        client.send(text("anybody?"));

        assertThat(refusal(() -> client.recv(new byte[9]))).isEqualTo(Errno.ECONNREFUSED);
        client.send(text("anybody?"));
        rig().client.poll(Duration.ofSeconds(20), PollFd.of(client, 0));
        assertThat(refusal(() -> client.send(text("anybody?")))).isEqualTo(Errno.ECONNREFUSED);
    }

    @Test
    default void anUnconnectedDatagramSocketIsNotTold() throws Exception {
        Socket gone = rig().serverDatagram();
        Socket server = rig().serverDatagram();
        Socket client = rig().clientDatagram();
        InetSocketAddress nobody = gone.getsockname();
        gone.close();

        client.sendTo(text("anybody?"), nobody);
        client.sendTo(text("you"), server.getsockname());
        Received received = server.recvFrom(new byte[9]);
        server.sendTo(text("yes"), received.from());

        assertThat(client.recv(new byte[9])).isEqualTo(3);
    }

    @Test
    default void oneAddressIsForOneDatagramSocket() throws Exception {
        Socket first = rig().serverDatagram();
        Socket second = rig().keep(rig().server.socket(Family.INET, Type.DGRAM));

        assertThat(refusal(() -> second.bind(first.getsockname()))).isEqualTo(Errno.EADDRINUSE);
    }

    @Test
    default void aDatagramSocketMayBeConnectedElsewhere() throws Exception {
        Socket first = rig().serverDatagram();
        Socket second = rig().serverDatagram();
        Socket client = rig().clientDatagram();

        client.connect(first.getsockname());
        client.connect(second.getsockname());
        client.send(text("x"));

        assertThat(second.recv(new byte[5])).isOne();
        assertThat(client.getpeername()).isEqualTo(second.getsockname());
    }

    @Test
    default void aLongDatagramArrivesWhole() throws Exception {
        Socket server = rig().serverDatagram();
        byte[] sent = new byte[60_000];
        new java.util.Random(7).nextBytes(sent);
        byte[] received = new byte[65_536];

        rig().clientDatagram().sendTo(sent, server.getsockname());
        int length = server.recv(received);

        assertThat(length).isEqualTo(sent.length);
        assertThat(java.util.Arrays.equals(sent, java.util.Arrays.copyOf(received, length)))
                .as("seed 7, unchanged")
                .isTrue();
    }

    @Test
    default void aDatagramSocketIsReadyToSendAtOnce() throws Exception {
        var fd = PollFd.of(rig().clientDatagram(), Poll.IN | Poll.OUT);

        assertThat(rig().client.poll(Duration.ZERO, fd)).isOne();
        assertThat(fd.revents()).isEqualTo(Poll.OUT);
    }

    @Test
    default void shutdownOfAConnectedDatagramSocketEndsItsRecv() throws Exception {
        Socket server = rig().serverDatagram();
        Socket client = rig().clientDatagram();
        assertThat(refusal(() -> client.shutdown(Shutdown.RD))).isEqualTo(Errno.ENOTCONN);
        client.connect(server.getsockname());
        var receiving = rig().calling(() -> client.recv(new byte[5])).untilBlockedIn("recv");

        client.shutdown(Shutdown.RD);

        assertThat(receiving.answer()).isZero();
    }
}
