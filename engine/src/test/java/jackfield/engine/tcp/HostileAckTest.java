package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import jackfield.wire.TcpFlags;
import jackfield.wire.TcpOptions;
import jackfield.wire.TcpSegment;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Peers that lie about what arrived: divided, optimistic, contradictory and endless acknowledgments. */
class HostileAckTest {
    private static final String WIN = " win 65535";
    private static final int MSS = 100;

    private static Script open() {
        return Script.connecting(Configs.plain().sack().make())
                .until(50)
                .in("S. 0:0(0) ack 1" + WIN + " <mss 1000,sackOK>");
    }

    /** RFC 3465, 2: an acknowledgment cut into a hundred opens the window no further than one. */
    @Test
    void aDividedAcknowledgmentGainsNothing() {
        Script whole = open().write(30_000).until(100).in(". 1:1(0) ack 2001" + WIN);
        Script divided = open().write(30_000).until(100);
        for (int ack = 21; ack <= 2001; ack += 20) {
            divided.in(". 1:1(0) ack " + ack + WIN);
        }

        assertThat(divided.connection.snapshot().cwnd())
                .isEqualTo(whole.connection.snapshot().cwnd())
                .isEqualTo(12);
    }

    /** RFC 5961, 5.2: what was never sent cannot be acknowledged, and the window does not grow. */
    @Test
    void anOptimisticAcknowledgmentIsNotTaken() {
        Script script = open().write(30_000).until(100).forget();

        script.in(". 1:1(0) ack 10002" + WIN);

        script.expect("100 . 10001:10001(0) ack 1" + WIN);
        assertThat(script.connection.snapshot().cwnd()).isEqualTo(10);
        assertThat(script.connection.snapshot().loss().packetsOut()).isEqualTo(10);
    }

    /** A peer that takes no SACK and has room for 4 MB; ten segments of 1000 bytes are out. */
    private static Script withoutSack(int waiting) {
        TcpConfig config = Configs.plain().windowScaling().sendBuffer(8_000_000).make();
        Script script = Script.connecting(config).until(50).in("S. 0:0(0) ack 1 win 65535 <mss 1000,wscale 7>");
        return script.write(waiting).forget().until(100);
    }

    /** RFC 5681, 6: of Savage's third attack no more counts than was out, and what limited transmit adds. */
    @Test
    void duplicatesWithoutEndDrawNoMoreThanTheFlight() {
        Script script = withoutSack(3_000_000);

        for (int i = 0; i < 10_000; i++) {
            script.in(". 1:1(0) ack 1 win 32000");
            TcpSnapshot now = script.connection.snapshot();
            assertThat(now.cwnd()).as("after %d", i).isLessThanOrEqualTo(10);
            assertThat(now.loss().sackedOut()).isLessThan(now.loss().packetsOut());
        }

        // Two by limited transmit, the repair, and what proportional rate reduction gives for eleven: half.
        assertThat(script.sent()).hasSizeBetween(3, 12);
        assertThat(script.connection.snapshot().loss().reordering()).isEqualTo(3);
        int out = script.connection.snapshot().loss().packetsOut();
        script.forget().in(". 1:1(0) ack " + (1 + 1000 * out) + " win 32000").in(". 1:1(0) ack 1 win 32000");
        assertThat(script.sent()).as("the transfer goes on").isNotEmpty();
    }

    /** After each progress as many may count as are out then: a repair in pieces is not starved. */
    @Test
    void eachProgressLetsTheDuplicatesOfItsFlightCount() {
        Script script = withoutSack(100_000);

        for (int i = 0; i < 50; i++) {
            script.in(". 1:1(0) ack 1 win 32000");
        }
        int first = script.connection.snapshot().loss().sackedOut();
        script.in(". 1:1(0) ack 2001 win 32000").forget();
        for (int i = 0; i < 50; i++) {
            script.in(". 1:1(0) ack 2001 win 32000");
        }

        assertThat(first).isEqualTo(11);
        assertThat(script.sent()).as("the second hole, and new text").hasSizeBetween(2, 16);
    }

    /** Blocks of every other segment over 8,192 of them, told again and again in any order. */
    @Test
    void manyRangesCostLittle() {
        var board = new Scoreboard(0);
        for (int i = 0; i < 8192; i++) {
            board.onSent(i * MSS, (i + 1) * MSS, 1, MSS, false, i);
        }
        var news = new AckNews();
        var rack = new Rack();
        var random = new SplittableRandom(1);

        assertTimeout(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < 1_000_000; i++) {
                int segment = 1 + 2 * random.nextInt(4095);
                news.now = 10_000L + i;
                news.sndNxt = 8192 * MSS;
                news.echoedNanos = AckNews.NONE;
                news.hasSack = true;
                news.begin();
                board.marks().sack(segment * MSS, (segment + 1) * MSS, i % 3 == 0, news);
                rack.onAck(news);
                rack.detect(board, news.now, 1L << 40);
                board.acknowledge(news);
            }
        });

        assertThat(board.counts().sackedOut).isEqualTo(4095);
        assertThat(board.counts().lostOut).isZero();
        assertThat(board.ranges()).isEqualTo(8192);
    }

    /** Whatever a peer tells, counts stay within what is out, time goes on, and the truth at the end sets all right. */
    @Test
    void nonsenseIsSurvived() {
        for (int seed = 0; seed < 400; seed++) {
            var random = new SplittableRandom(seed);
            TcpConfig config = Configs.random(random).timestamps(random.nextBoolean());
            Script script = Script.connecting(config).until(random.nextInt(100));
            script.in("S. 0:0(0) ack 1" + WIN + " <mss " + (random.nextBoolean() ? 48 : 500)
                    + ",sackOK,TS val 1 ecr 1000>");
            try {
                babble(script, random);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + " " + script.connection.snapshot(), failure);
            }
        }
    }

    private static void babble(Script script, SplittableRandom random) {
        long ms = script.now / Segments.MS;
        for (int step = 0; step < 60 && script.connection.state() == TcpState.ESTABLISHED; step++) {
            int text = 1 + random.nextInt(4000);
            script.connection.write(script.now, new byte[text], 0, text);
            script.pull();
            ms += random.nextInt(20) == 0 ? 400 : random.nextInt(30);
            script.until(ms);
            script.connection.onSegment(script.now, nonsense(script.connection.snapshot(), random), 0);
            script.pull();
            check(script.connection.snapshot());
        }
        TcpSnapshot last = script.connection.snapshot();
        if (last.state() == TcpState.ESTABLISHED) {
            script.connection.onSegment(script.now, ack(last, last.sndNxt(), TcpOptions.NO_SACK, 0), 0);
            LossSnapshot loss = script.connection.snapshot().loss();
            assertThat(loss.packetsOut() + loss.lostOut() + loss.retransOut()).isZero();
        }
    }

    private static void check(TcpSnapshot now) {
        LossSnapshot loss = now.loss();
        assertThat(now.cwnd()).isPositive();
        assertThat(loss.packetsOut()).isNotNegative();
        assertThat(loss.sackedOut() + loss.lostOut()).isBetween(0, Math.max(0, loss.packetsOut()));
        assertThat(loss.retransOut()).isBetween(0, loss.packetsOut());
    }

    private static TcpSegment nonsense(TcpSnapshot now, SplittableRandom random) {
        int out = Math.max(1, now.sndNxt() - now.sndUna());
        int[] sack = new int[2 * random.nextInt(4)];
        for (int i = 0; i < sack.length; i += 2) {
            sack[i] = now.sndUna() - 2000 + random.nextInt(out + 3000);
            sack[i + 1] = sack[i] + random.nextInt(random.nextBoolean() ? 60 : 3000) - 10;
        }
        int ack = random.nextInt(3) == 0 ? now.sndUna() + random.nextInt(out + 1) : now.sndUna();
        return ack(now, ack, sack, random.nextInt(2000));
    }

    private static TcpSegment ack(TcpSnapshot now, int ack, int[] sack, int echo) {
        var options = TcpOptions.established(now.timestamps(), 2, echo, sack);
        return Segments.segment(now.rcvNxt(), ack, TcpFlags.ACK, 65535, 0, options);
    }
}
