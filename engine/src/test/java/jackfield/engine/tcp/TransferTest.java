package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.base.Deadline;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whole transfers over wires that lose, double and reorder: every byte arrives once and in order, and both ends close.
 */
class TransferTest {
    private static final int BYTES = 200_000;

    @Test
    void carriesTextBothWaysAndCloses() {
        var pair = new Pair(TcpConfig.DEFAULT);

        new Talk(pair, 1, BYTES).complete(600 * Segments.SECOND);

        assertThat(pair.client.state()).isEqualTo(TcpState.CLOSED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void everyByteArrivesOnceAndInOrderOverABadWire(int variant) {
        for (int seed = variant; seed < 300; seed += 4) {
            var random = new SplittableRandom(seed);
            Pair pair = pair(random);
            pair.fate = (fromClient, nth, segment) -> fate(random);
            try {
                new Talk(pair, seed, BYTES).complete(40_000 * Segments.SECOND);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    /** 2 MB over 20 ms of round trip: with one segment in a hundred lost it is still repaired without time-outs. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void repairsSmallLossesWithoutWaitingForTimers(boolean sack) {
        var random = new SplittableRandom(11);
        TcpConfig config =
                (sack ? Configs.full() : Configs.plain()).superSegments(16_000).make();
        var pair = new Pair(config, config, -1000, -5);
        pair.fate = (fromClient, nth, segment) ->
                segment.textLength() > 0 && random.nextInt(100) == 0 ? new long[0] : new long[] {0};

        var talk = new Talk(pair, 1, 2_000_000);
        talk.complete(60 * Segments.SECOND);

        for (int i = 1; i < pair.log.size(); i++) {
            long silenceNanos = pair.log.get(i).at() - pair.log.get(i - 1).at();
            if (pair.log.get(i).at() < talk.endedNanos) {
                assertThat(silenceNanos).as("before %s", pair.log.get(i)).isLessThan(config.minimumRtoNanos());
            }
        }
        assertThat(talk.endedNanos).isLessThan(6 * Segments.SECOND);
    }

    private static long[] fate(SplittableRandom random) {
        int percent = random.nextInt(100);
        if (percent < 10) {
            return new long[0];
        }
        long delay = random.nextInt(100) < 10 ? random.nextLong(30 * Segments.MS) : 0;
        return percent < 15 ? new long[] {delay, random.nextLong(50 * Segments.MS)} : new long[] {delay};
    }

    private static Pair pair(SplittableRandom random) {
        return new Pair(
                Configs.random(random),
                Configs.random(random),
                -random.nextInt(BYTES),
                Integer.MAX_VALUE - random.nextInt(BYTES));
    }

    /** Two applications that write and read in odd portions, half-close and close. */
    static final class Talk {
        private final Pair pair;
        private final SplittableRandom random;
        private final byte[][] toSend = new byte[2][];
        private final byte[][] received = new byte[2][];
        private final int[] written = new int[2];
        private final int[] read = new int[2];
        private final boolean[] ended = new boolean[2];
        private final boolean[] shut = new boolean[2];
        private long endedNanos;
        private final byte[] portion = new byte[20_000];

        Talk(Pair pair, int seed, int bytes) {
            this.pair = pair;
            random = new SplittableRandom(seed + 1_000_000L);
            for (int end = 0; end < 2; end++) {
                toSend[end] = new byte[bytes];
                received[end] = new byte[bytes];
                new SplittableRandom(seed * 2L + end).nextBytes(toSend[end]);
            }
        }

        void complete(long limit) {
            while (!isOver()) {
                act(0, pair.client);
                if (pair.hasServer() && pair.server().state() != TcpState.SYN_RCVD) {
                    act(1, pair.server());
                }
                pair.drain();
                // The applications look again now and then, as nobody wakes them here.
                long next = Math.min(pair.nextEvent(), pair.now + 50 * Segments.MS);
                if (next >= limit) {
                    throw new AssertionError("takes too long\n" + this);
                }
                pair.runUntil(next);
            }
            endedNanos = pair.now;
            assertThat(received[1]).isEqualTo(toSend[0]);
            assertThat(received[0]).isEqualTo(toSend[1]);
            pair.client.close(pair.now);
            pair.server().close(pair.now);
            pair.runUntil(pair.now + 300 * Segments.SECOND);
            assertThat(pair.client.state()).as("client\n%s", this).isEqualTo(TcpState.CLOSED);
            assertThat(pair.server().state()).as("server\n%s", this).isEqualTo(TcpState.CLOSED);
            assertThat(pair.nextEvent()).isEqualTo(Deadline.NEVER);
        }

        private boolean isOver() {
            return ended[0] && ended[1] && shut[0] && shut[1];
        }

        private void act(int end, TcpConnection connection) {
            int want = Math.min(1 + random.nextInt(portion.length), toSend[end].length - written[end]);
            if (want > 0) {
                int taken = connection.write(pair.now, toSend[end], written[end], want);
                written[end] += Math.max(0, taken);
            } else if (!shut[end]) {
                shut[end] = true;
                assertThat(connection.shutdownWrite(pair.now)).isZero();
            }
            if (random.nextInt(3) > 0 && !ended[end]) {
                int got = connection.read(pair.now, portion, 0, 1 + random.nextInt(portion.length));
                if (got > 0) {
                    System.arraycopy(portion, 0, received[end], read[end], got);
                    assertThat(Arrays.mismatch(
                                    received[end],
                                    read[end],
                                    read[end] + got,
                                    toSend[1 - end],
                                    read[end],
                                    read[end] + got))
                            .isEqualTo(-1);
                    read[end] += got;
                }
                ended[end] = got == 0;
            }
        }

        @Override
        public String toString() {
            int from = Math.max(0, pair.log.size() - 40);
            return "now " + pair.now / Segments.MS + " written " + Arrays.toString(written) + " read "
                    + Arrays.toString(read) + "\n" + pair.client.snapshot() + "\n"
                    + (pair.hasServer() ? pair.server().snapshot() : "") + "\n"
                    + pair.log.subList(from, pair.log.size());
        }
    }
}
