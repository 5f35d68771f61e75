package jackfield.socket;

import static jackfield.socket.Family.INET;
import static jackfield.socket.Rig.refusal;
import static jackfield.socket.Type.STREAM;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Errno;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes over a connection. */
interface StreamContract extends Rigged {
    /** Bytes that no two ends buffer. */
    int MORE_THAN_BUFFERS = 30_000_000;

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    private static String recv(Socket socket, int length) throws SocketException {
        byte[] buffer = new byte[length];
        return new String(buffer, 0, socket.recv(buffer), US_ASCII);
    }

    @Test
    default void echoesWhatItReceives() throws Exception {
        Socket listener = rig().listener(8);
        var echo = rig().calling(() -> {
            try (Socket conn = listener.accept().conn()) {
                byte[] buffer = new byte[1024];
                for (int n; (n = conn.recv(buffer)) > 0; ) {
                    conn.sendAll(buffer, 0, n);
                }
            }
            return true;
        });
        Socket client = rig().clientStream();

        client.connect(listener.getsockname());
        client.sendAll(text("hello"));

        assertThat(recv(client, 1024)).isEqualTo("hello");
        client.shutdown(Shutdown.WR);
        assertThat(recv(client, 1024)).isEmpty();
        assertThat(echo.answer()).isTrue();
    }

    @Test
    default void theVerbsOnDescriptorsAreTheSame() throws Exception {
        SocketLayer server = rig().server;
        int listener = server.socket(INET, STREAM, Protocol.TCP);
        server.bind(listener, new InetSocketAddress(rig().address, 0));
        server.listen(listener, 1);
        SocketLayer client = rig().client;
        int fd = client.socket(INET, STREAM, Protocol.DEFAULT);

        client.connect(fd, server.getsockname(listener));
        Accepted accepted = server.accept(listener);
        int sent = client.send(fd, text("hello"), 0, 5);
        byte[] buffer = new byte[8];
        int received = server.recv(accepted.fd(), buffer, 0, 8);

        assertThat(sent).isEqualTo(5);
        assertThat(received).isEqualTo(5);
        assertThat(client.getsockname(fd)).isEqualTo(accepted.addr());
        assertThat(client.getpeername(fd)).isEqualTo(server.getsockname(listener));
        client.close(fd);
        assertThat(server.recv(accepted.fd(), buffer, 0, 8)).isZero();
        server.close(accepted.fd());
        server.close(listener);
        assertThat(refusal(() -> server.close(listener))).isEqualTo(Errno.EBADF);
    }

    @Test
    default void recvLeavesTheRest() throws Exception {
        Rig.Pair pair = rig().connected();

        pair.client().sendAll(text("abcdef"));

        assertThat(recv(pair.server(), 2)).isEqualTo("ab");
        assertThat(recv(pair.server(), 3)).isEqualTo("cde");
        assertThat(recv(pair.server(), 9)).isEqualTo("f");
    }

    @Test
    default void recvAnswers0AtTheEndAsOftenAsAsked() throws Exception {
        Rig.Pair pair = rig().connected();

        pair.client().sendAll(text("bye"));
        pair.client().close();

        assertThat(recv(pair.server(), 9)).isEqualTo("bye");
        assertThat(recv(pair.server(), 9)).isEmpty();
        assertThat(recv(pair.server(), 9)).isEmpty();
    }

    @Test
    default void aHalfClosedConnectionStillCarriesTheAnswer() throws Exception {
        Rig.Pair pair = rig().connected();

        pair.client().sendAll(text("question"));
        pair.client().shutdown(Shutdown.WR);
        assertThat(recv(pair.server(), 20)).isEqualTo("question");
        assertThat(recv(pair.server(), 20)).isEmpty();
        pair.server().sendAll(text("answer"));
        pair.server().close();

        assertThat(recv(pair.client(), 20)).isEqualTo("answer");
        assertThat(recv(pair.client(), 20)).isEmpty();
    }

    @Test
    default void shutdownOfWritingRefusesToSend() throws Exception {
        Rig.Pair pair = rig().connected();

        pair.client().shutdown(Shutdown.WR);

        assertThat(refusal(() -> pair.client().send(text("x")))).isEqualTo(Errno.EPIPE);
    }

    @Test
    default void shutdownOfReadingIsTheEndOfTheStreamHere() throws Exception {
        Rig.Pair pair = rig().connected();

        pair.client().shutdown(Shutdown.RD);

        assertThat(recv(pair.client(), 5)).isEmpty();
        pair.client().sendAll(text("still"));
        assertThat(recv(pair.server(), 5)).isEqualTo("still");
    }

    @Test
    default void shutdownOfBothEndsBoth() throws Exception {
        Rig.Pair pair = rig().connected();

        pair.client().shutdown(Shutdown.RDWR);

        assertThat(recv(pair.client(), 5)).isEmpty();
        assertThat(recv(pair.server(), 5)).isEmpty();
        assertThat(refusal(() -> pair.client().send(text("x")))).isEqualTo(Errno.EPIPE);
    }

    @Test
    default void peekLeavesTheBytes() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(text("abc"));
        byte[] buffer = new byte[2];

        int peeked = pair.server().recv(buffer, 0, 2, RecvFlag.PEEK);

        assertThat(new String(buffer, 0, peeked, US_ASCII)).isEqualTo("ab");
        assertThat(recv(pair.server(), 9)).isEqualTo("abc");
    }

    @Test
    default void truncThrowsBytesOfAStreamAway() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(text("abcd"));
        byte[] buffer = new byte[3];

        int discarded = pair.server().recv(buffer, 0, 3, RecvFlag.TRUNC);

        assertThat(discarded).isEqualTo(3);
        assertThat(buffer).containsOnly(0);
        assertThat(recv(pair.server(), 9)).isEqualTo("d");
    }

    @Test
    default void waitAllWaitsForAll() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(text("ab"));
        byte[] buffer = new byte[4];
        var receiving = rig().calling(() -> pair.server().recv(buffer, 0, 4, RecvFlag.WAITALL));
        receiving.untilBlockedIn("recv");

        pair.client().sendAll(text("cdef"));

        assertThat(receiving.answer()).isEqualTo(4);
        assertThat(buffer).isEqualTo(text("abcd"));
    }

    @Test
    default void waitAllAnswersWhatCameBeforeTheEnd() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(text("ab"));
        byte[] buffer = new byte[4];
        var receiving = rig().calling(() -> pair.server().recv(buffer, 0, 4, RecvFlag.WAITALL));
        receiving.untilBlockedIn("recv");

        pair.client().close();

        assertThat(receiving.answer()).isEqualTo(2);
    }

    @Test
    default void waitAllLeavesTheErrorThatEndedItToTheNextCall() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().sendAll(text("ab"));
        byte[] buffer = new byte[4];
        var receiving = rig().calling(() -> pair.server().recv(buffer, 0, 4, RecvFlag.WAITALL));
        receiving.untilBlockedIn("recv");

        pair.client().setsockopt(SocketOptions.SO_LINGER, 0);
        pair.client().close();

        assertThat(receiving.answer()).isEqualTo(2);
        assertThat(refusal(() -> pair.server().recv(buffer))).isEqualTo(Errno.ECONNRESET);
    }

    @Test
    default void aNonBlockingSendTakesWhatFitsAndThenNothing() throws Exception {
        Rig.Pair pair = rig().connected();
        pair.client().setNonBlocking(true);
        byte[] chunk = new byte[60_000];

        Errno refusal = refusal(() -> {
            while (true) {
                pair.client().send(chunk);
            }
        });

        assertThat(refusal).isEqualTo(Errno.EAGAIN);
    }

    @Test
    default void aSendWaitsUntilThePeerReads() throws Exception {
        Rig.Pair pair = rig().connected();
        byte[] more = new byte[MORE_THAN_BUFFERS];
        var sending = rig().calling(() -> {
            pair.client().sendAll(more);
            return true;
        });
        sending.untilBlockedIn("sendAll");

        byte[] sink = new byte[64 * 1024];
        int read = 0;
        while (read < more.length) {
            read += pair.server().recv(sink);
        }

        assertThat(sending.answer()).isTrue();
    }

    @Test
    default void sendAllCarriesMegabytesUnchanged() throws Exception {
        Rig.Pair pair = rig().connected();
        byte[] sent = new byte[5_000_000];
        new Random(42).nextBytes(sent);
        var sending = rig().calling(() -> {
            pair.client().sendAll(sent);
            pair.client().close();
            return true;
        });

        byte[] received = new byte[sent.length + 1];
        int length = 0;
        for (int n; (n = pair.server().recv(received, length, received.length - length)) > 0; ) {
            length += n;
        }

        assertThat(sending.answer()).isTrue();
        assertThat(length).isEqualTo(sent.length);
        assertThat(Arrays.equals(sent, Arrays.copyOf(received, length)))
                .as("seed 42, unchanged")
                .isTrue();
    }

    @Test
    default void anEmptySendDoesNothingAndAnEmptyRecvWaitsAllTheSame() throws Exception {
        Rig.Pair pair = rig().connected();

        assertThat(pair.client().send(new byte[0])).isZero();
        assertThat(refusal(() -> pair.server().recv(new byte[0], 0, 0, RecvFlag.DONTWAIT)))
                .isEqualTo(Errno.EAGAIN);
        pair.client().sendAll(text("x"));

        assertThat(pair.server().recv(new byte[0])).isZero();
        assertThat(recv(pair.server(), 5)).isEqualTo("x");
    }
}
