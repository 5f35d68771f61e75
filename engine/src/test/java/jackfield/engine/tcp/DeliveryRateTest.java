package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.tcp.congestion.AckSample;
import org.junit.jupiter.api.Test;

/** Ten segments in flight over a line of one a millisecond and a round trip of ten. */
class DeliveryRateTest {
    private static final long MS = Segments.MS;
    private static final int UNA = -5000;
    private static final int MSS = 1000;

    private final Scoreboard board = new Scoreboard(UNA);
    private final AckNews news = new AckNews();
    private final AckSample sample = new AckSample();
    private int sent = UNA;
    private int acked = UNA;

    private void send(long now, int segments) {
        int end = sent + segments * MSS;
        board.onSent(sent, end, segments, MSS, false, now);
        sent = end;
    }

    private void ack(long now, int segments) {
        long before = board.counts().delivered;
        news.now = now;
        news.priorUna = acked;
        acked += segments * MSS;
        news.sndUna = acked;
        news.sndNxt = sent;
        news.begin();
        news.hasSack = true;
        board.acknowledge(news);
        sample.ackedSegments = (int) (board.counts().delivered - before);
        board.rate().fill(sample, news, 10 * MS);
    }

    private double perSecond() {
        return sample.deliveredInInterval * 1e9 / sample.intervalNanos;
    }

    @Test
    void measuresTheRateOfTheLine() {
        send(0, 10);
        for (int i = 1; i <= 50; i++) {
            ack((9 + i) * MS, 1);
            send((9 + i) * MS, 1);
        }

        assertThat(perSecond()).isEqualTo(1000);
        assertThat(sample.inFlightWhenSent).isEqualTo(10);
        assertThat(sample.isApplicationLimited).isFalse();
        assertThat(board.rate().bytesPerSecond(MSS)).isEqualTo(1_000_000);
    }

    @Test
    void acknowledgmentsThatComeInAHeapDoNotRaiseIt() {
        send(0, 10);
        for (int i = 1; i <= 20; i++) {
            ack((9 + i) * MS, 1);
            send((9 + i) * MS, 1);
        }

        // Those of ten milliseconds come at once.
        ack(40 * MS, 10);

        assertThat(perSecond()).isLessThanOrEqualTo(1000);
    }

    @Test
    void knowsWhenTheApplicationWasTooSlow() {
        send(0, 2);
        board.rate().onWrite(0, MSS, 10);
        ack(10 * MS, 2);
        send(10 * MS, 2);
        ack(20 * MS, 2);
        assertThat(sample.isApplicationLimited).isTrue();

        send(30 * MS, 2);
        ack(40 * MS, 2);
        assertThat(sample.isApplicationLimited).isFalse();
    }

    @Test
    void aTimeBelowTheRoundTripIsNoMeasure() {
        send(0, 2);
        ack(5 * MS, 2);

        assertThat(sample.deliveredInInterval).isEqualTo(-1);
        assertThat(sample.priorDelivered).isEqualTo(1);
    }

    @Test
    void countsWhatWasLostSince() {
        send(0, 10);
        board.markHeadLost();
        ack(10 * MS, 2);

        assertThat(sample.lostInInterval).isEqualTo(1);
        assertThat(board.rate().lostInFlight()).isEqualTo(10);
        assertThat(board.rate().lostSince()).isEqualTo(1);
    }
}
