package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4821, 7: the range that is searched, when a probe may leave, and what became of it. */
class PathSearchTest {
    private static final long TEN_MINUTES = 600 * Segments.SECOND;
    private static final int PROBE = -600;
    private static final int PROBE_END = 700;

    private final MtuSearch search = new MtuSearch();
    private final MtuProbe probe = new MtuProbe();

    /** Halving finds the longest packet that passes, to within the threshold, in as many probes as bits. */
    @ParameterizedTest
    @ValueSource(ints = {1064, 1065, 1280, 1400, 1499, 1500})
    void halvingFindsWhatPasses(int passes) {
        search.start(0, true, 1064, 1500);
        List<Integer> probed = new ArrayList<>();
        while (!search.isSettled(8)) {
            int mtu = search.middle();
            probed.add(mtu);
            if (mtu <= passes) {
                search.onDelivered(mtu);
            } else {
                search.onLost(mtu);
            }
        }

        assertThat(search.low()).isBetween(passes - 8, passes);
        assertThat(search.high()).isGreaterThanOrEqualTo(passes);
        assertThat(probed).hasSizeLessThanOrEqualTo(7).doesNotHaveDuplicates();
    }

    @Test
    void aRouterLimitsTheSearchAndNeverWidensIt() {
        search.start(0, true, 1064, 1500);

        search.limit(1300);
        search.limit(1400);

        assertThat(search.high()).isEqualTo(1300);
        assertThat(search.middle()).isEqualTo(1182);
    }

    @Test
    void aSearchThatIsDoneBeginsAnewAfterTenMinutes() {
        search.start(5, true, 1064, 1500);
        search.limit(1100);
        search.onDelivered(1098);

        assertThat(search.restart(5 + TEN_MINUTES - 1, TEN_MINUTES, 1098, 1500)).isFalse();
        assertThat(search.high()).isEqualTo(1100);
        assertThat(search.restart(5 + TEN_MINUTES, TEN_MINUTES, 1098, 1500)).isTrue();
        assertThat(search.low()).isEqualTo(1098);
        assertThat(search.high()).isEqualTo(1500);
        assertThat(search.restart(5 + 2 * TEN_MINUTES - 1, TEN_MINUTES, 1064, 1500))
                .isFalse();
    }

    @Test
    void theFirstBlackHoleTurnsTheSearchOnAndTheNextLowersIt() {
        search.start(0, false, 1064, 1500);
        assertThat(search.isOn()).isFalse();

        search.onBlackHole(0, 552);
        assertThat(search.isOn()).isTrue();
        assertThat(search.low()).isEqualTo(1064);

        search.onBlackHole(0, 552);
        assertThat(search.low()).isEqualTo(552);
    }

    /** RFC 4821, 7.4: enough text behind it, room in both windows; else the usual text leaves, or nothing. */
    @ParameterizedTest
    @CsvSource({
        // needed, unsent, sndWnd, usable, in flight, cwnd
        "5000, 5000, 5000, 5000, 10, 11, WAIT, no room for two",
        "5000, 5000, 5000, 5000, 9, 11, SEND, just room",
        "5000, 5000, 5000, 5000, 0, 10, SKIP, a window of ten tells no loss from congestion",
        "5000, 4999, 9000, 9000, 0, 20, SKIP, too little text",
        "5000, 9000, 4999, 4999, 0, 20, SKIP, the peer never has room for it all",
        "5000, 9000, 9000, 4999, 5, 20, WAIT, the peer will have room",
        "5000, 9000, 9000, 9000, 19, 20, WAIT, cwnd is full",
        "5000, 9000, 9000, 9000, 18, 20, SEND, two fit",
        "5000, 5000, 5000, 5000, 0, 20, SEND, all just fits"
    })
    void aProbeLeavesWhenItsLossWouldShow(
            int needed, int unsent, int sndWnd, int usable, int inFlight, int cwnd, MtuProbe.Turn turn, String why) {
        assertThat(MtuProbe.judge(needed, unsent, sndWnd, usable, inFlight, cwnd))
                .as(why)
                .isEqualTo(turn);
    }

    /** Over the wrap: it begins at -600 and ends at 700. */
    @Test
    void aProbeIsDeliveredWhenAllOfItIsAcknowledged() {
        assertThat(probe.isOut()).isFalse();
        assertThat(probe.isDelivered(PROBE_END)).isFalse();
        assertThat(probe.isFirst(PROBE)).isFalse();

        probe.onSent(PROBE, PROBE_END, 1340);

        assertThat(probe.isOut()).isTrue();
        assertThat(probe.mtu()).isEqualTo(1340);
        assertThat(probe.isDelivered(PROBE)).isFalse();
        assertThat(probe.isDelivered(PROBE_END - 1)).isFalse();
        assertThat(probe.isDelivered(PROBE_END)).isTrue();
        assertThat(probe.isDelivered(PROBE_END + 5000)).isTrue();
        assertThat(probe.isFirst(PROBE)).isTrue();
        assertThat(probe.isFirst(PROBE - 1)).isFalse();
        assertThat(probe.isFirst(PROBE + 1)).isFalse();

        probe.forget();
        assertThat(probe.isOut()).isFalse();
        assertThat(probe.isDelivered(PROBE_END)).isFalse();
    }
}
