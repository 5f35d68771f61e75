package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6691, 2: how much text a segment bears, of what path, peer, window and search allow. */
class SegmentSizeTest {
    private static final int IPV4 = 40;
    private static final int IPV6 = 60;
    private static final int TIMESTAMPS = 12;
    private static final long TEN_MINUTES = 600 * Segments.SECOND;

    private final SendWindow window = new SendWindow(-1000);

    private SegmentSize started(PathConfig path, int clampMss, int optionBytes) {
        window.open(-1, -999, 65_535);
        var size = new SegmentSize(Configs.full().make().path(path), window);
        size.onPath(1500, IPV4);
        size.start(0, clampMss, optionBytes, false);
        return size;
    }

    @ParameterizedTest
    @CsvSource({
        // MTU, headers, the peer's MSS, options, text
        "1500, 40, 1460, 0, 1460",
        "1500, 40, 1460, 12, 1448",
        "1500, 40, 9000, 12, 1448",
        "1500, 40, 1000, 12, 988",
        "1200, 40, 1460, 0, 1160",
        "1500, 60, 1460, 12, 1428",
        "1280, 60, 1220, 12, 1208",
        "552, 40, 1460, 12, 500",
        "1500, 40, 8, 12, 36",
        "68, 40, 1460, 0, 48"
    })
    void theLeastOfPathAndPeerCountsLessTheOptions(int mtu, int headers, int clampMss, int options, int text) {
        SegmentSize size = started(PathConfig.DEFAULT, clampMss, options);

        size.onPath(mtu, headers);

        assertThat(size.segmentBytes()).isEqualTo(text);
        assertThat(size.mtu()).isEqualTo(mtu);
    }

    @Test
    void thePathIsNewsOnlyWhenItChanges() {
        SegmentSize size = started(PathConfig.DEFAULT, 1460, TIMESTAMPS);

        assertThat(size.onPath(1500, IPV4)).isFalse();
        assertThat(size.onPath(1400, IPV4)).isTrue();
        assertThat(size.onPath(1400, IPV6)).isTrue();
        assertThat(size.segmentBytes()).isEqualTo(1400 - IPV6 - TIMESTAMPS);
        assertThat(size.onPath(1500, IPV4)).isTrue();
        assertThat(size.segmentBytes()).isEqualTo(1448);
    }

    /** Linux's tcp_bound_to_half_wnd: two segments fit the largest window that was offered. */
    @ParameterizedTest
    @CsvSource({"3000, 1460", "2000, 1000", "600, 300", "536, 536", "500, 500", "20, 48", "0, 1460"})
    void twoSegmentsFitTheLargestWindow(int windowBytes, int text) {
        window.open(-1, -999, windowBytes);
        var size = new SegmentSize(Configs.plain().make(), window);

        size.start(0, 1460, 0, false);

        assertThat(size.segmentBytes()).isEqualTo(text);
    }

    /** tcp_mtu_probing = 2 keeps to tcp_base_mss until a probe has passed. */
    @Test
    void aSearchBeginsLowAndClimbsByProbes() {
        SegmentSize size = started(PathConfig.DEFAULT.mtuProbing(2), 1460, TIMESTAMPS);
        int first = size.segmentBytes();
        int probeBytes = size.probeBytes(0);
        assertThat(first).isEqualTo(1024);
        assertThat(probeBytes).isBetween(1024 + 1, 1447);

        size.probe().onSent(-500, -500 + probeBytes, size.mtuOf(probeBytes));
        assertThat(size.probeBytes(0)).as("one at a time").isZero();

        assertThat(size.onProbeDelivered()).isEqualTo(size.mtuOf(probeBytes));
        assertThat(size.segmentBytes()).isEqualTo(probeBytes);
        assertThat(size.probeBytes(0)).isGreaterThan(probeBytes);
    }

    @Test
    void aLostProbeLowersTheNextAndNotTheSegments() {
        SegmentSize size = started(PathConfig.DEFAULT.mtuProbing(2), 1460, TIMESTAMPS);
        int probeBytes = size.probeBytes(0);
        size.probe().onSent(-500, -500 + probeBytes, size.mtuOf(probeBytes));

        size.onProbeLost();

        assertThat(size.segmentBytes()).isEqualTo(1024);
        assertThat(size.probeBytes(0)).isBetween(1025, probeBytes - 1);
    }

    /** RFC 4821, 7.7: what a search has settled is asked anew after tcp_probe_interval. */
    @Test
    void aSettledSearchBeginsAnewAfterTenMinutes() {
        SegmentSize size = started(PathConfig.DEFAULT.mtuProbing(2), 1460, TIMESTAMPS);
        for (int bytes = size.probeBytes(0); bytes > 0; bytes = size.probeBytes(0)) {
            size.probe().onSent(-500, -500 + bytes, size.mtuOf(bytes));
            size.onProbeLost();
        }

        assertThat(size.probeBytes(TEN_MINUTES - 1)).isZero();
        assertThat(size.probeBytes(TEN_MINUTES)).as("it begins").isZero();
        assertThat(size.probeBytes(TEN_MINUTES)).isGreaterThan(1100);
        assertThat(size.segmentBytes()).isEqualTo(1024);
    }

    /** tcp_mtu_probing = 1: the first black hole falls to tcp_base_mss, each further one to half, never below 48. */
    @Test
    void blackHolesHalveTheSegments() {
        SegmentSize size = started(PathConfig.DEFAULT.mtuProbing(1), 1460, TIMESTAMPS);
        assertThat(size.segmentBytes()).isEqualTo(1448);
        assertThat(size.probeBytes(0)).as("off until it is needed").isZero();

        size.onBlackHole(0);
        assertThat(size.segmentBytes()).isEqualTo(1024);
        size.onBlackHole(0);
        assertThat(size.segmentBytes()).isEqualTo(512);
        size.onBlackHole(0);
        assertThat(size.segmentBytes()).isEqualTo(256);
        for (int i = 0; i < 10; i++) {
            size.onBlackHole(0);
        }
        assertThat(size.segmentBytes()).isEqualTo(48);
    }

    @Test
    void withoutProbingABlackHoleChangesNothing() {
        SegmentSize size = started(PathConfig.DEFAULT, 1460, TIMESTAMPS);

        size.onBlackHole(0);

        assertThat(size.segmentBytes()).isEqualTo(1448);
    }

    /** As in Linux the search of a passive open takes hold when the peer's window is settled next. */
    @Test
    void aPassiveOpenKeepsToWhatItHasUntilItIsSettled() {
        window.open(-1, -999, 65_535);
        var size = new SegmentSize(Configs.full().make().path(PathConfig.DEFAULT.mtuProbing(2)), window);
        size.onPath(1500, IPV4);

        size.start(0, 1460, TIMESTAMPS, true);
        assertThat(size.segmentBytes()).isEqualTo(1448);

        assertThat(size.settle()).isEqualTo(1024);
    }
}
