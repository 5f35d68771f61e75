package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
    private static final int UNA = -5000;

    private final Scoreboard board = new Scoreboard(UNA);

    private static int[] blocks(int... offsets) {
        int[] edges = new int[offsets.length];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = UNA + offsets[i];
        }
        return edges;
    }

    @Test
    void measuresTheFirstRangeThatWasSentOnce() {
        board.onSent(UNA + 100, 10);
        board.onSent(UNA + 200, 20);

        assertThat(board.acknowledge(UNA + 50)).isEqualTo(10);
        assertThat(board.acknowledge(UNA + 200)).isEqualTo(10);
        assertThat(board.acknowledge(UNA + 200)).isEqualTo(Scoreboard.NO_SAMPLE);
    }

    @Test
    void doesNotMeasureWhatWasSentTwice() {
        board.onSent(UNA + 100, 10);
        board.markAllLost();
        board.onRetransmitted(UNA, 100, 30);

        assertThat(board.acknowledge(UNA + 100)).isEqualTo(Scoreboard.NO_SAMPLE);
    }

    @Test
    void countsWhatIsInFlight() {
        board.onSent(UNA + 10_000, 0);
        board.sack(blocks(2000, 3000));
        board.markHeadLost(1000);

        assertThat(board.pipeBytes()).isEqualTo(8000);
        board.onRetransmitted(UNA, 400, 1);
        assertThat(board.pipeBytes()).isEqualTo(8400);
        assertThat(board.lostStart()).isEqualTo(UNA + 400);
        assertThat(board.lostLength()).isEqualTo(600);
    }

    @Test
    void severalLostRangesLeaveAgainInOneSegment() {
        board.onSent(UNA + 1000, 1);
        board.onSent(UNA + 2000, 2);
        board.onSent(UNA + 3000, 3);
        board.markAllLost();
        assertThat(board.lostLength()).isEqualTo(3000);

        board.onRetransmitted(UNA, 2500, 9);

        assertThat(board.pipeBytes()).isEqualTo(2500);
        assertThat(board.lostStart()).isEqualTo(UNA + 2500);
        assertThat(board.lostLength()).isEqualTo(500);
        assertThat(board.acknowledge(UNA + 2000)).isEqualTo(Scoreboard.NO_SAMPLE);
        assertThat(board.pipeBytes()).isEqualTo(500);
    }

    @Test
    void threeSackedRunsAboveMakeLost() {
        board.onSent(UNA + 10_000, 0);
        board.sack(blocks(1000, 1100, 2000, 2100));
        assertThat(board.markLost(1000)).isZero();

        board.sack(blocks(3000, 3100));

        assertThat(board.markLost(1000)).isEqualTo(1000);
        assertThat(board.lostStart()).isEqualTo(UNA);
    }

    @Test
    void whatWasSentAgainIsNotGivenUpByCountAgain() {
        board.onSent(UNA + 10_000, 0);
        board.sack(blocks(1000, 5000));
        board.markLost(1000);
        board.onRetransmitted(UNA, 1000, 1);

        board.sack(blocks(1000, 9000));

        assertThat(board.markLost(1000)).isZero();
    }

    @Test
    void ignoresBlocksThatCannotBe() {
        board.onSent(UNA + 1000, 0);

        int sacked = board.sack(blocks(500, 400, 900, 1100, -10, 100, 7, 7, 1 << 30, (1 << 30) + 5));

        assertThat(sacked).isZero();
        assertThat(board.ranges()).isEqualTo(1);
    }

    @Test
    void holdsABoundedNumberOfRanges() {
        board.onSent(UNA + 100_000, 0);
        for (int i = 1; i < 90_000; i += 2) {
            board.sack(blocks(i, i + 1));
        }

        assertThat(board.ranges()).isLessThanOrEqualTo(Scoreboard.MOST_RANGES + 2);
    }

    /** Against one flag a byte. */
    @Test
    void agreesWithAModelOfSingleBytes() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new SplittableRandom(seed);
            var tested = new Scoreboard(UNA);
            byte[] model = new byte[4000];
            int una = 0;
            int nxt = 0;
            for (int step = 0; step < 100; step++) {
                int from = una + (nxt > una ? random.nextInt(nxt - una) : 0);
                int to = Math.min(nxt, from + random.nextInt(60));
                switch (random.nextInt(6)) {
                    case 0, 1 -> {
                        nxt = Math.min(model.length, nxt + 1 + random.nextInt(80));
                        tested.onSent(UNA + nxt, step);
                    }
                    case 2 -> {
                        tested.sack(blocks(from, to));
                        for (int i = from; i < to; i++) {
                            model[i] = 'S';
                        }
                    }
                    case 3 -> {
                        tested.acknowledge(UNA + from);
                        una = from;
                    }
                    case 4 -> {
                        tested.markAllLost();
                        boolean reneged = una < nxt && model[una] == 'S';
                        for (int i = una; i < nxt; i++) {
                            model[i] = model[i] == 'S' && !reneged ? (byte) 'S' : (byte) 'L';
                        }
                    }
                    default -> {
                        if (tested.hasLost()) {
                            int start = tested.lostStart() - UNA;
                            int length = Math.min(tested.lostLength(), 1 + random.nextInt(50));
                            tested.onRetransmitted(UNA + start, length, step);
                            for (int i = start; i < start + length; i++) {
                                assertThat(model[i]).isEqualTo((byte) 'L');
                                model[i] = 'R';
                            }
                        }
                    }
                }
                int inFlight = 0;
                for (int i = una; i < nxt; i++) {
                    inFlight += model[i] == 'S' || model[i] == 'L' ? 0 : 1;
                }
                assertThat(tested.pipeBytes()).as("seed %d step %d", seed, step).isEqualTo(inFlight);
            }
        }
    }
}
