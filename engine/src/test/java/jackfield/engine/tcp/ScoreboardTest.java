package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@link Scoreboard} and its parts: {@link SackMarks}, {@link Resending}, {@link SentRanges}, {@link SentOrder}. */
class ScoreboardTest {
    private static final int UNA = -5000;
    private static final int MSS = 1000;

    private final Scoreboard board = new Scoreboard(UNA);
    private final AckNews news = new AckNews();
    private int una = UNA;
    private int nxt = UNA;

    /** Full segments, but for the last. */
    private void send(int bytes, long now) {
        int segments = (bytes + MSS - 1) / MSS;
        board.onSent(nxt, nxt + bytes, segments, MSS, false, now);
        nxt += bytes;
    }

    private AckNews begin(int offset, long now) {
        news.now = now;
        news.priorUna = una;
        news.sndUna = UNA + offset;
        news.sndNxt = nxt;
        news.highSeq = nxt;
        news.minRttNanos = 0;
        news.echoedNanos = AckNews.NONE;
        news.hasSack = true;
        news.begin();
        return news;
    }

    private AckNews sack(int from, int to) {
        begin(una - UNA, 0);
        board.marks().sack(UNA + from, UNA + to, false, news);
        return news;
    }

    private AckNews acknowledge(int offset, long now) {
        begin(offset, now);
        board.acknowledge(news);
        una = UNA + offset;
        return news;
    }

    private int resend(int segments, long now) {
        SentRange range = board.resending().waiting();
        board.resending().onRetransmitted(range, segments * MSS, MSS, 0, now);
        return range.start - UNA;
    }

    private void counts(int packets, int sacked, int lost, int retrans) {
        FlightCounts counts = board.counts();
        assertThat(new int[] {counts.packetsOut, counts.sackedOut, counts.lostOut, counts.retransOut})
                .containsExactly(packets, sacked, lost, retrans);
    }

    @Test
    void countsSegmentsNotBytes() {
        send(1, 1);
        send(1, 2);
        send(2500, 3);

        counts(5, 0, 0, 0);
        assertThat(acknowledge(1, 9).ackedSegments).isEqualTo(1);
        assertThat(acknowledge(1002, 9).ackedSegments).isEqualTo(2);
        counts(2, 0, 0, 0);
    }

    @Test
    void joinsFullSegmentsOfOneInstantButNotSmallOnes() {
        send(2000, 1);
        send(1000, 1);
        assertThat(board.ranges()).isEqualTo(1);
        send(1, 1);
        send(1, 1);

        assertThat(board.ranges()).isEqualTo(2);
        counts(5, 0, 0, 0);
    }

    @Test
    void measuresFromTheFirstThatWasSentOnce() {
        send(1000, 10);
        send(1000, 20);

        AckNews told = acknowledge(2000, 30);

        assertThat(told.firstAckedSent).isEqualTo(10);
        assertThat(told.lastAckedSent).isEqualTo(20);
        assertThat(told.hasAckedRetransmitted).isFalse();
    }

    @Test
    void whatWasSentTwiceIsNotMeasured() {
        send(1000, 10);
        board.markTimedOut(20, 0);
        resend(1, 30);

        AckNews told = acknowledge(1000, 40);

        assertThat(told.firstAckedSent).isEqualTo(AckNews.NONE);
        assertThat(told.hasAckedRetransmitted).isTrue();
        counts(0, 0, 0, 0);
    }

    @Test
    void onlyWholeSegmentsAreSacked() {
        send(10_000, 0);

        assertThat(sack(1500, 3999).deliveredSegments).isEqualTo(1);
        counts(10, 1, 0, 0);
        assertThat(sack(1000, 4000).deliveredSegments).isEqualTo(2);
        assertThat(board.ranges()).isEqualTo(3);
        assertThat(board.highestSacked(una)).isEqualTo(UNA + 4000);
        assertThat(sack(9500, 10_000).deliveredSegments).isZero();
    }

    @Test
    void theShortLastSegmentIsSackedWhole() {
        send(2500, 0);

        assertThat(sack(2000, 2499).deliveredSegments).isZero();
        assertThat(sack(2000, 2500).deliveredSegments).isEqualTo(1);
    }

    @Test
    void countsWhatIsInFlight() {
        send(10_000, 0);
        sack(2000, 3000);
        board.markHeadLost();

        counts(10, 1, 1, 0);
        assertThat(board.counts().inFlight()).isEqualTo(8);
        assertThat(resend(1, 1)).isZero();
        assertThat(board.counts().inFlight()).isEqualTo(9);
        assertThat(board.resending().hasWaiting()).isFalse();
        counts(10, 1, 1, 1);
    }

    @Test
    void sentAgainAndLostAgainItWaitsAgain() {
        send(3000, 0);
        board.markHeadLost();
        resend(1, 1);

        board.markLost(board.head());

        counts(3, 0, 1, 0);
        assertThat(resend(1, 2)).isZero();
    }

    @Test
    void smallSegmentsLeaveAgainAsOne() {
        for (int i = 0; i < 5; i++) {
            send(100, i);
        }
        board.markTimedOut(9, 0);

        SentRange range = board.resending().waiting();
        board.resending().onRetransmitted(range, MSS, MSS, 350, 10);

        assertThat(range.text()).isEqualTo(300);
        counts(3, 0, 3, 1);
    }

    @Test
    void anAcknowledgmentWithinASegmentDoesNotCountIt() {
        send(3000, 0);

        assertThat(acknowledge(1500, 1).ackedSegments).isEqualTo(1);
        counts(2, 0, 0, 0);
        assertThat(acknowledge(1999, 1).ackedSegments).isZero();
        assertThat(acknowledge(3000, 1).ackedSegments).isEqualTo(2);
        counts(0, 0, 0, 0);
    }

    @Test
    void aPeerThatHasRenegedIsNotBelieved() {
        send(5000, 0);
        sack(1000, 3000);
        acknowledge(1000, 1);
        assertThat(news.isReneging).isTrue();

        assertThat(board.markTimedOut(9, 0)).isTrue();

        counts(4, 0, 4, 0);
    }

    @Test
    void aTimeoutSparesWhatWasSentLessThanARoundTripAgo() {
        send(1000, 0);
        send(1000, 100);
        send(1000, 190);

        board.markTimedOut(250, 100);

        counts(3, 0, 2, 0);
    }

    @Test
    void countsAnewWhereSegmentsAreTooLong() {
        send(2500, 0);

        assertThat(board.markTooLong(600)).isTrue();

        counts(5, 0, 5, 0);
        assertThat(board.markTooLong(600)).isTrue();
        counts(5, 0, 5, 0);
    }

    @Test
    void holdsABoundedNumberOfRanges() {
        for (int i = 0; i < 20; i++) {
            send(10_000_000, i);
        }
        for (int i = 1000; i < 190_000_000; i += 2000) {
            sack(i, i + 1000);
        }

        assertThat(board.ranges()).isLessThanOrEqualTo(Scoreboard.MOST_RANGES + 2);
        assertThat(board.hasRoom()).isFalse();
    }

    /** Against one flag a segment. */
    @Test
    void agreesWithAModelOfSingleSegments() {
        for (int seed = 0; seed < 300; seed++) {
            new Model(seed).run();
        }
    }

    private static final class Model {
        private static final int SEGMENTS = 120;

        private final int seed;
        private final SplittableRandom random;
        private final ScoreboardTest tested = new ScoreboardTest();
        private final char[] fates = new char[SEGMENTS];
        private int una;
        private int nxt;

        Model(int seed) {
            this.seed = seed;
            random = new SplittableRandom(seed);
        }

        void run() {
            for (int step = 1; step < 150; step++) {
                step(step);
                int inFlight = 0;
                for (int i = una; i < nxt; i++) {
                    inFlight += fates[i] == 'S' || fates[i] == 'L' ? 0 : 1;
                }
                assertThat(tested.board.counts().inFlight())
                        .as("seed %d step %d", seed, step)
                        .isEqualTo(inFlight);
                assertThat(tested.board.counts().packetsOut).isEqualTo(nxt - una);
            }
        }

        private void step(int step) {
            int from = una + (nxt > una ? random.nextInt(nxt - una) : 0);
            int to = Math.min(nxt, from + random.nextInt(6));
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    int more = Math.min(fates.length - nxt, 1 + random.nextInt(4));
                    if (more > 0) {
                        tested.send(more * MSS, step);
                        nxt += more;
                    }
                }
                case 2 -> {
                    tested.sack(from * MSS, to * MSS);
                    for (int i = from; i < to; i++) {
                        fates[i] = 'S';
                    }
                }
                case 3 -> {
                    tested.acknowledge(from * MSS, step);
                    una = from;
                }
                case 4 -> {
                    boolean reneged = una < nxt && fates[una] == 'S';
                    tested.board.markTimedOut(step, 0);
                    for (int i = una; i < nxt; i++) {
                        fates[i] = fates[i] == 'S' && !reneged ? 'S' : 'L';
                    }
                }
                default -> {
                    if (tested.board.resending().hasWaiting()) {
                        int first = tested.resend(1 + random.nextInt(3), step) / MSS;
                        int count = tested.range(first).segments;
                        for (int i = first; i < first + count; i++) {
                            assertThat(fates[i]).isEqualTo('L');
                            fates[i] = 'R';
                        }
                    }
                }
            }
        }
    }

    private SentRange range(int segment) {
        return board.at(UNA + segment * MSS);
    }
}
