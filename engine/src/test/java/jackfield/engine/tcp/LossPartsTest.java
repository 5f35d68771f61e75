package jackfield.engine.tcp;

import static jackfield.engine.tcp.Segments.MS;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.tcp.congestion.CongestionWindow;
import jackfield.engine.tcp.congestion.NewReno;
import org.junit.jupiter.api.Test;

/** {@link Reduction}, {@link Undo}, {@link Sacks}, {@link Rack}, {@link Reordering}, {@link TailLossProbe}. */
class LossPartsTest {
    private static final int MSS = 1000;
    private static final int UNA = -5000;

    private final CongestionWindow window = new CongestionWindow(MSS, 20);
    private final Reduction reduction = new Reduction(new NewReno(), window);
    private final Scoreboard board = new Scoreboard(UNA);
    private final AckNews news = new AckNews();
    private int nxt = UNA;

    private AckNews begin(long now, int una) {
        news.now = now;
        news.priorUna = UNA;
        news.sndUna = una;
        news.sndNxt = nxt;
        news.maxSndWnd = 65535;
        news.highSeq = nxt;
        news.minRttNanos = 0;
        news.echoedNanos = AckNews.NONE;
        news.hasSack = true;
        news.begin();
        return news;
    }

    private void send(int segments, long now) {
        board.onSent(nxt, nxt + segments * MSS, segments, MSS, false, now);
        nxt += segments * MSS;
    }

    /** RFC 9937, 4: from 20 to 10 over a round trip, one for two; then in step with what is delivered. */
    @Test
    void theWindowFallsInProportionToWhatIsDelivered() {
        reduction.begin(0, false);
        assertThat(window.ssthresh()).isEqualTo(10);

        reduction.onAck(1, 1, 18, false);
        assertThat(window.cwnd()).isEqualTo(19);
        reduction.onSent(1);
        reduction.onAck(1, 0, 18, false);
        assertThat(window.cwnd()).isEqualTo(18);
        reduction.onAck(1, 0, 17, false);
        assertThat(window.cwnd()).isEqualTo(18);

        reduction.end(0, true);
        assertThat(window.cwnd()).isEqualTo(10);
    }

    /** RFC 9937, 6.2: below the threshold slow start while all goes well, else no more than was delivered. */
    @Test
    void belowTheThresholdTheWindowGrowsOnlyWhileTheRepairGoesWell() {
        reduction.begin(0, false);
        reduction.onAck(1, 0, 18, false);
        reduction.onSent(1);

        reduction.onAck(2, 3, 5, true);
        assertThat(window.cwnd()).isEqualTo(7);
        reduction.onSent(2);
        reduction.onAck(2, 0, 5, true);
        assertThat(window.cwnd()).isEqualTo(8);
        reduction.onAck(9, 0, 9, true);
        assertThat(window.cwnd()).isEqualTo(10);
    }

    @Test
    void aReductionThatWasNeedlessIsGivenBack() {
        reduction.remember(false);
        reduction.begin(0, false);
        reduction.onAck(1, 1, 10, false);

        reduction.undo();

        assertThat(window.cwnd()).isEqualTo(20);
        assertThat(window.ssthresh()).isEqualTo(CongestionWindow.INFINITE);
        assertThat(reduction.owesNotice()).isFalse();
    }

    @Test
    void aReductionThatAMarkAskedForIsNotGivenBack() {
        reduction.forget();
        reduction.begin(0, true);
        reduction.onAck(1, 0, 10, false);

        reduction.undo();

        assertThat(window.ssthresh()).isEqualTo(10);
        assertThat(reduction.owesNotice()).isTrue();
    }

    @Test
    void aRepairIsNeedlessOnceEachRepetitionWasReported() {
        var undo = new Undo();
        undo.begin(UNA, 0);
        undo.onRetransmitted(5, 2);
        undo.onNeedless(1);
        assertThat(undo.isAllNeedless()).isFalse();
        undo.onNeedless(1);
        assertThat(undo.isAllNeedless()).isTrue();
        undo.clear();
        assertThat(undo.isAllNeedless()).isFalse();
    }

    @Test
    void nothingIsNeedlessBeforeAnythingWasRepeated() {
        var undo = new Undo();
        undo.begin(UNA, 0);
        undo.onNeedless(3);

        assertThat(undo.isAllNeedless()).isFalse();
    }

    /** RFC 3522, 3.2: the echo must be older than the first repetition; the same tick proves nothing. */
    @Test
    void anEchoTellsWhichTransmissionArrived() {
        var undo = new Undo();
        undo.begin(UNA, 0);
        undo.onRetransmitted(50 * MS, 1);
        begin(60 * MS, UNA);

        assertThat(undo.isPossible(news, false)).isFalse();
        news.echoedNanos = 50 * MS;
        assertThat(undo.isPossible(news, false)).isFalse();
        news.echoedNanos = 49 * MS;
        assertThat(undo.isPossible(news, false)).isTrue();
    }

    private boolean reports(long retransmits, int... offsets) {
        int[] edges = new int[offsets.length];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = UNA + offsets[i];
        }
        new Sacks(board.marks()).take(edges, news, true, false, 0, retransmits, MSS);
        return news.isDsack;
    }

    /** RFC 2883, 4: below the acknowledgment, or within the second block. */
    @Test
    void readsDuplicateReports() {
        send(10, 0);
        begin(0, UNA + 2000);
        assertThat(reports(1, 0, 1000)).isTrue();
        begin(0, UNA);
        assertThat(reports(1, 5000, 6000, 4000, 8000)).isTrue();
        assertThat(board.counts().sackedOut).isEqualTo(4);
        begin(0, UNA);
        assertThat(reports(1, 5000, 6000)).isFalse();
    }

    /** More duplicates than were ever sent again, one longer than any window, an empty, an inverted one. */
    @Test
    void doesNotBelieveReportsThatCannotBe() {
        send(10, 0);
        begin(0, UNA + 2000);
        assertThat(reports(0, 0, 1000)).isFalse();
        assertThat(reports(9, -70_000, 1000)).isFalse();
        assertThat(reports(9, 1000, 1000)).isFalse();
        assertThat(reports(9, 1000, 500)).isFalse();
        assertThat(reports(9, 1000)).isFalse();
        assertThat(board.counts().sackedOut).isZero();
        assertThat(news.deliveredSegments).isZero();
    }

    private static AckNews adapted(Rack rack, long priorDelivered, long delivered) {
        var told = new AckNews();
        told.begin();
        told.priorDelivered = priorDelivered;
        rack.adapt(told, delivered);
        return told;
    }

    /** RFC 8985, 6.2, step 4: a quarter of the least round trip more for each round with a duplicate report. */
    @Test
    void duplicateReportsWidenTheReorderingWindow() {
        var rack = new Rack();
        assertThat(rack.window(true, 40 * MS, 400 * MS)).isEqualTo(10 * MS);
        assertThat(rack.window(false, 40 * MS, 400 * MS)).isZero();

        rack.onDsack(false, true);
        adapted(rack, 5, 10);
        assertThat(rack.window(true, 40 * MS, 400 * MS)).isEqualTo(20 * MS);
        rack.onDsack(false, true);
        adapted(rack, 9, 11);
        assertThat(rack.window(true, 40 * MS, 400 * MS)).as("once a round trip").isEqualTo(20 * MS);
        rack.onDsack(false, true);
        adapted(rack, 10, 20);
        assertThat(rack.window(true, 40 * MS, 400 * MS)).isEqualTo(30 * MS);
        assertThat(rack.window(true, 40 * MS, 25 * MS)).as("at most SRTT").isEqualTo(25 * MS);

        for (int i = 0; i < 16; i++) {
            rack.onRepaired();
        }
        adapted(rack, 30, 40);
        assertThat(rack.window(true, 40 * MS, 400 * MS)).isEqualTo(10 * MS);
    }

    @Test
    void reportsOfProbesOrWithoutReorderingDoNotWidenIt() {
        var rack = new Rack();
        rack.onDsack(true, true);
        rack.onDsack(false, false);

        adapted(rack, 5, 10);

        assertThat(rack.window(true, 40 * MS, 400 * MS)).isEqualTo(10 * MS);
    }

    /** RFC 8985, 6.2, step 2: a repetition acknowledged sooner than any round trip tells of the original. */
    @Test
    void aRepetitionThatArrivesTooSoonTellsNothing() {
        send(2, 0);
        board.markHeadLost();
        board.resending().onRetransmitted(board.resending().waiting(), MSS, MSS, 0, 100);
        begin(105, UNA + 1000);
        news.minRttNanos = 50;

        board.acknowledge(news);

        assertThat(news.rackRttNanos).isEqualTo(AckNews.NONE);
    }

    @Test
    void learnsByHowManySegmentsTextOvertakes() {
        var reordering = new Reordering(LossConfig.DEFAULT);
        reordering.onOvertaken(UNA, UNA + 2000, MSS);
        assertThat(reordering.segments()).isEqualTo(3);
        assertThat(reordering.seen()).isEqualTo(1);
        reordering.onOvertaken(UNA, UNA + 7500, MSS);
        assertThat(reordering.segments()).isEqualTo(8);
        reordering.onOvertaken(UNA, UNA + 1_000_000, MSS);
        assertThat(reordering.segments()).isEqualTo(300);
        reordering.onOvertaken(UNA, UNA, MSS);
        assertThat(reordering.seen()).isEqualTo(3);
        reordering.onTimeout(2);
        assertThat(reordering.segments()).isEqualTo(300);
        reordering.onTimeout(3);
        assertThat(reordering.segments()).isEqualTo(3);
    }

    @Test
    void aProbeThatIsNewTextIsOverWhenItIsAcknowledged() {
        var probe = new TailLossProbe();
        send(3, 0);
        probe.onSent(nxt, false);
        assertThat(probe.onAck(begin(1, nxt - 1))).isFalse();
        assertThat(probe.isOut()).isTrue();
        assertThat(probe.onAck(begin(2, nxt))).isFalse();
        assertThat(probe.isOut()).isFalse();
    }
}
