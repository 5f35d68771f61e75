package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.AccEcnOption;
import jackfield.wire.IpEcn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9768, 3.2.2.5.1 and 3.2.3.3: when marks are told, and in how many counters. */
class AccEcnTest {
    private static final CongestionConfig CONFIG =
            TcpConfig.DEFAULT.congestion().ecn(3);
    private static final int TIMESTAMPS_BYTES = 12;

    private final AccEcn counters = new AccEcn(CONFIG);

    /** {@return counters in the option of the next segment; -1 for no option} */
    private int fields(int taken, int blocks) {
        counters.fit(0, 0, true, taken, blocks);
        return counters.option(0, false, 0).fields();
    }

    @Test
    void bareAcknowledgmentsDrawOneOnlyWhenTheCounterMightWrap() {
        counters.onSyn(IpEcn.NOT_ECT);

        for (int marked = 1; marked <= 5; marked++) {
            assertThat(counters.onSegment(IpEcn.CE, 0)).as("mark %d", marked).isFalse();
        }
        assertThat(counters.onSegment(IpEcn.CE, 0)).isTrue();
        assertThat(counters.flags() >>> 6).isEqualTo(5 + 6 & 7);
        assertThat(counters.onSegment(IpEcn.CE, 0)).isFalse();
    }

    @Test
    void textUnderAnotherMarkThanBeforeIsAcknowledgedAtOnce() {
        counters.onSyn(IpEcn.NOT_ECT);

        assertThat(counters.onSegment(IpEcn.ECT_0, 100)).isTrue();
        counters.flags();
        assertThat(counters.onSegment(IpEcn.ECT_0, 100)).isFalse();
        assertThat(counters.onSegment(IpEcn.CE, 0)).isFalse();
        // The change was seen in a bare acknowledgment, and is told with the next text.
        assertThat(counters.onSegment(IpEcn.CE, 100)).isTrue();
        counters.flags();
        assertThat(counters.onSegment(IpEcn.CE, 100)).isFalse();
        assertThat(counters.onSegment(IpEcn.NOT_ECT, 100)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0,0,3", "28,0,3", "32,0,2", "36,0,0", "40,0,-1", "12,1,3", "12,2,2", "12,3,0", "0,4,1", "0,3,3"})
    void asManyCountersAsFit(int taken, int blocks, int expected) {
        assertThat(fields(taken, blocks)).isEqualTo(expected);
    }

    @Test
    void aBlockMakesWayForWhatIsToBeTold() {
        counters.onSegment(IpEcn.ECT_0, 100);
        assertThat(counters.fit(0, 0, true, 0, 4)).isEqualTo(3);
        assertThat(counters.option(0, false, 0).fields()).isEqualTo(3);

        counters.onSegment(IpEcn.CE, 100);
        assertThat(counters.fit(0, 0, true, 0, 4)).isEqualTo(3);
    }

    @Test
    void noBlockMakesWayForWhatWouldNotFitAllTheSame() {
        counters.onSegment(IpEcn.ECT_0, 100);

        assertThat(counters.fit(0, 0, true, TIMESTAMPS_BYTES, 3)).isEqualTo(3);
        assertThat(counters.option(0, false, 0)).isEqualTo(AccEcnOption.NONE);
    }

    @Test
    void theOptionIsNotSentBeforeThePeerHasShownIt() {
        assertThat(counters.fit(0, 0, false, 0, 0)).isZero();
        assertThat(counters.option(0, false, 0)).isEqualTo(AccEcnOption.NONE);
    }

    @Test
    void everyFourMebibytesTheOptionIsDemanded() {
        var sparing = new AccEcn(CONFIG.ecnOption(1).ecnOptionBeacon(0));
        sparing.onSyn(IpEcn.ECT_0);
        for (int i = 0; i < 3; i++) {
            sparing.fit(0, 0, true, 0, 0);
            sparing.option(0, false, 0);
        }
        sparing.onSegment(IpEcn.ECT_0, (1 << 22) - 1);
        sparing.fit(0, 0, true, 0, 0);
        assertThat(sparing.option(0, false, 0).isGiven()).isFalse();

        sparing.onSegment(IpEcn.ECT_0, 1);
        sparing.fit(0, 0, true, 0, 0);

        assertThat(sparing.option(0, false, 0).e0b()).isEqualTo((1 << 22) + 1);
    }

    @Test
    void anOptionThatDidNotArriveIsNoLongerSent() {
        fields(0, 0);
        counters.onRepeatedText(1000);
        assertThat(counters.hasSendFailed()).isFalse();
        counters.fit(0, 0, true, 0, 1);
        counters.option(0, true, 1000);

        counters.onRepeatedText(2000);
        assertThat(counters.hasSendFailed()).isFalse();
        counters.onRepeatedText(1000);

        assertThat(counters.hasSendFailed()).isTrue();
        assertThat(fields(0, 0)).isEqualTo(AccEcnOption.ABSENT);
    }
}
