package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import jackfield.engine.tcp.AccEcnFeedback.OptionSeen;
import jackfield.wire.AccEcnOption;
import jackfield.wire.IpEcn;
import org.junit.jupiter.api.Test;

/** RFC 9768, 3.2.2.5.2 and 3.2.3: what an acknowledgment tells of our marks. */
class AccEcnFeedbackTest {
    private static final int MSS = 1000;

    private final AccEcnFeedback feedback = new AccEcnFeedback();

    private int ack(int counter, int segments, AccEcnOption option) {
        return feedback.onAck((5 + counter & 7) << 6, true, option, segments, segments * MSS, 100_000, MSS, true);
    }

    private int ack(int counter, int segments) {
        return ack(counter, segments, AccEcnOption.NONE);
    }

    private static AccEcnOption option(int e0b, int ceb) {
        return new AccEcnOption(3, true, e0b + 1 & AccEcn.COUNTER_MASK, ceb & AccEcn.COUNTER_MASK, 1);
    }

    @Test
    void theFieldCountsModuloEight() {
        assertThat(ack(0, 4)).isZero();
        assertThat(ack(3, 4)).isEqualTo(3);
        assertThat(ack(3, 4)).isZero();
        assertThat(ack(8, 7)).isEqualTo(5);
        assertThat(ack(15, 7)).isEqualTo(7);
        assertThat(feedback.peerMarks()).isEqualTo(15);
    }

    @Test
    void aWrapThatMayHaveGoneUnseenIsTakenForTheWorst() {
        assertThat(ack(0, 4)).isZero();
        // Nine delivered, the field as it was: eight marked, for all we know.
        assertThat(ack(0, 9)).isEqualTo(8);
        assertThat(ack(1, 9)).isEqualTo(9);
    }

    @Test
    void theOptionKnowsBetter() {
        assertThat(ack(0, 2, option(2000, 0))).isZero();
        assertThat(ack(0, 9, option(11_000, 0))).isZero();
        assertThat(ack(0, 9, option(12_000, 8000))).isEqualTo(8);
        assertThat(feedback.deliveredBytes(IpEcn.CE)).isEqualTo(8000);
        assertThat(feedback.deliveredBytes(IpEcn.ECT_0)).isEqualTo(12_000);
    }

    @Test
    void ofManyDeliveredTheShareThatWasMarkedDecides() {
        assertThat(ack(0, 2, option(2000, 0))).isZero();
        // 24 delivered, a third marked.
        assertThat(ack(8, 24, option(18_000, 8000))).isEqualTo(8);
        assertThat(ack(8 + 24, 24, option(18_000, 32_000))).isEqualTo(24);
    }

    @Test
    void withoutAnOptionBytesAreCountedUnderTheLastMark() {
        ack(0, 2, option(2000, 0));
        ack(0, 3);

        assertThat(feedback.deliveredBytes(IpEcn.ECT_0)).isEqualTo(5000);
    }

    @Test
    void countersWrapAtTwoToTheTwentyFour() {
        ack(0, 2, option((1 << 23) - 1, 0));
        ack(0, 2, option((1 << 24) - 10, 0));
        ack(0, 2, option((1 << 24) + 990, 0));

        assertThat(feedback.deliveredBytes(IpEcn.ECT_0)).isEqualTo((1 << 24) + 990);
    }

    @Test
    void anOptionOfZerosIsNotBelieved() {
        ack(0, 2, new AccEcnOption(3, true, 0, 0, 1));
        assertThat(feedback.seen()).isEqualTo(OptionSeen.ZEROED);
        assertThat(feedback.hasFailed()).isTrue();

        ack(0, 2, option(2000, 0));

        assertThat(feedback.deliveredBytes(IpEcn.ECT_0)).isZero();
    }

    @Test
    void anOptionThatComesTooLateIsNotBelieved() {
        feedback.onAck(5 << 6, true, AccEcnOption.NONE, 2, 2 * MSS, 1 << 23, MSS, true);

        assertThat(feedback.hasFailed()).isTrue();
    }

    @Test
    void anEmptyOptionShowsOnlyThatThePathLetsItPass() {
        ack(0, 2, new AccEcnOption(0, true, 0, 0, 0));
        assertThat(feedback.seen()).isEqualTo(OptionSeen.EMPTY);

        ack(0, 2, option(4000, 0));

        assertThat(feedback.seen()).isEqualTo(OptionSeen.COUNTERS);
    }
}
