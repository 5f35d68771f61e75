package jackfield.socket;

import static jackfield.socket.SocketOptions.TCP_INFO;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.engine.tcp.CaState;
import jackfield.engine.tcp.TcpState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What TCP_INFO tells, and what ends a connection that nobody answers. */
interface TcpInfoContract extends Rigged {
    @Test
    default void aFreshSocketTellsWhereItBegins() throws Exception {
        TcpInfo info = rig().clientStream().getsockopt(TCP_INFO);

        assertThat(info.state()).isEqualTo(TcpState.CLOSED);
        assertThat(info.caState()).isEqualTo(CaState.OPEN);
        assertThat(info.rtoNanos()).isEqualTo(1_000_000_000);
        assertThat(info.rttvarNanos()).isEqualTo(250_000_000);
        assertThat(info.sndMss()).isEqualTo(536);
        assertThat(info.sndSsthresh()).isEqualTo(Integer.MAX_VALUE);
        assertThat(info.sndCwnd()).isEqualTo(10);
        assertThat(info.reordering()).isEqualTo(3);
        assertThat(info.pacingRate()).isEqualTo(Long.MAX_VALUE);
        assertThat(info.maxPacingRate()).isEqualTo(Long.MAX_VALUE);
        assertThat(info.minRttNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(info.deliveryRateAppLimited()).isTrue();
        assertThat(info.segsOut() + info.segsIn() + info.delivered()).isZero();
    }

    @Test
    default void aListenerTellsItsQueue() throws Exception {
        Socket listener = rig().listener(7);
        Socket client = rig().clientStream();
        client.connect(listener.getsockname());
        rig().server.poll(SocketLayer.FOREVER, PollFd.of(listener, Poll.IN));

        TcpInfo info = listener.getsockopt(TCP_INFO);

        assertThat(info.state()).isEqualTo(TcpState.LISTEN);
        assertThat(info.unacked()).isOne();
        assertThat(info.sacked()).isEqualTo(7);
        assertThat(info.sndCwnd()).isEqualTo(10);
        assertThat(info.reordering()).isEqualTo(3);
        assertThat(info.pacingRate()).isEqualTo(Long.MAX_VALUE);
        assertThat(info.rtoNanos() + info.rttvarNanos() + info.sndMss() + info.sndSsthresh())
                .isZero();
        assertThat(info.deliveryRateAppLimited()).isFalse();
    }

    @Test
    default void aConnectionTellsWhatItHasCarried() throws Exception {
        Rig.Pair pair = rig().connected();
        byte[] buffer = new byte[5000];

        pair.client().sendAll(buffer);
        pair.server().recv(buffer, 0, buffer.length, RecvFlag.WAITALL);
        pair.server().sendAll(new byte[1]);
        pair.client().recv(buffer);

        TcpInfo client = pair.client().getsockopt(TCP_INFO);
        assertThat(client.state()).isEqualTo(TcpState.ESTABLISHED);
        assertThat(client.timestamps() && client.sack() && client.wscale()).isTrue();
        assertThat(client.bytesSent()).isEqualTo(5000);
        assertThat(client.bytesAcked()).isEqualTo(5001);
        assertThat(client.bytesReceived()).isOne();
        assertThat(client.dataSegsIn()).isOne();
        assertThat(client.dataSegsOut()).isPositive();
        assertThat(client.segsOut()).isGreaterThanOrEqualTo(client.dataSegsOut() + 2);
        assertThat(client.delivered()).isEqualTo(client.dataSegsOut() + 1);
        assertThat(client.deliveredCe()).isZero();
        assertThat(client.unacked() + client.lost() + client.retrans() + client.notsentBytes())
                .isZero();
        assertThat(client.rttNanos()).isPositive();
        assertThat(client.minRttNanos()).isLessThan(Long.MAX_VALUE);
        assertThat(client.sndWnd()).isPositive();
        assertThat(client.rcvWnd()).isPositive();
        assertThat(client.totalRto() + client.rehash() + client.rcvOoopack()).isZero();
        TcpInfo server = pair.server().getsockopt(TCP_INFO);
        assertThat(server.bytesReceived()).isEqualTo(5000);
        assertThat(server.bytesSent()).isOne();
        assertThat(server.dataSegsOut()).isOne();
        assertThat(server.segsIn()).isGreaterThanOrEqualTo(server.dataSegsIn() + 2);
    }

    @Test
    default void textThatDoesNotFitIsNotSentAndTakesTime() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().setNonBlocking(true);
        byte[] chunk = new byte[60_000];

        Rig.refusal(() -> {
            while (true) {
                pair.client().send(chunk);
            }
        });

        TcpInfo info = pair.client().getsockopt(TCP_INFO);
        assertThat(info.notsentBytes()).isPositive();
        assertThat(info.busyTimeNanos()).isGreaterThanOrEqualTo(info.rwndLimitedNanos() + info.sndbufLimitedNanos());
    }

    @Test
    default void aPeerThatKeepsItsWindowClosedIsGivenUpAfterTheUserTimeout() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().setsockopt(SocketOptions.TCP_USER_TIMEOUT, Duration.ofMillis(100));
        pair.client().setNonBlocking(true);
        byte[] chunk = new byte[60_000];

        Errno end;
        do {
            end = Rig.refusal(() -> {
                while (true) {
                    pair.client().send(chunk);
                }
            });
            rig().client.poll(Duration.ofSeconds(20), PollFd.of(pair.client(), Poll.OUT));
        } while (end == Errno.EAGAIN);

        assertThat(end).isEqualTo(Errno.ETIMEDOUT);
    }
}
