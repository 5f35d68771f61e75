package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@link Pieces} and {@link PushMarks}; sequence numbers wrap within each test. */
class PiecesTest {
    private static final int FIRST = -1000;
    private static final int MSS = 1000;
    private static final int GOAL = 5000;
    private static final int WINDOW = 10_000;

    private final Pieces pieces = new Pieces(FIRST);

    private Pieces.Push step(int sndNxt) {
        return pieces.step(sndNxt, GOAL, MSS, WINDOW);
    }

    @Test
    void aFullPieceLeavesBeforeTheNextIsTakenUp() {
        pieces.onWritten(FIRST + 12_000, 0);

        assertThat(step(FIRST)).isEqualTo(Pieces.Push.ONE);
        assertThat(pieces.firstBytes(FIRST)).isEqualTo(GOAL);

        // Two segments of it leave; what stays is filled up again, and half of the window was written.
        assertThat(pieces.onSent(FIRST + 2000)).isZero();
        assertThat(step(FIRST + 2000)).isEqualTo(Pieces.Push.ALL);
        assertThat(pieces.firstBytes(FIRST + 2000)).isEqualTo(GOAL);
        assertThat(Pieces.isPushed(pieces.onSent(FIRST + 7000))).isTrue();

        assertThat(step(FIRST + 7000)).isEqualTo(Pieces.Push.END);
        assertThat(pieces.isTakenUp()).isTrue();
        assertThat(step(FIRST + 7000)).isEqualTo(Pieces.Push.NONE);
    }

    @Test
    void theEndOfACallIsForgottenWhereMoreIsWrittenBeforeItLeaves() {
        pieces.onWritten(FIRST + 400, 0);
        assertThat(step(FIRST)).isEqualTo(Pieces.Push.END);
        pieces.onWritten(FIRST + 600, Writing.MORE);
        assertThat(step(FIRST)).isEqualTo(Pieces.Push.MORE);

        assertThat(pieces.firstBytes(FIRST)).isEqualTo(600);
        assertThat(pieces.onSent(FIRST + 600)).isZero();
    }

    @Test
    void nothingJoinsARecord() {
        pieces.onWritten(FIRST + 400, Writing.RECORD);
        step(FIRST);
        pieces.onWritten(FIRST + 600, 0);
        step(FIRST);

        pieces.grow(MSS);
        assertThat(pieces.firstBytes(FIRST)).isEqualTo(400);
        assertThat(pieces.isLast()).isFalse();
        assertThat(pieces.isRecord()).isTrue();
    }

    @Test
    void aPieceGrowsByWhatFollows() {
        pieces.onWritten(FIRST + 8000, 0);
        step(FIRST);
        step(FIRST);

        pieces.grow(1000);
        assertThat(pieces.firstBytes(FIRST)).isEqualTo(6000);
        pieces.grow(9000);
        assertThat(pieces.firstBytes(FIRST)).isEqualTo(8000);
        assertThat(pieces.isLast()).isTrue();
        assertThat(Pieces.isPushed(pieces.onSent(FIRST + 8000))).isTrue();
    }

    @Test
    void whatLeftBesideTheSynIsNotTakenUp() {
        pieces.onWritten(FIRST + 300, 0);
        pieces.onWritten(FIRST + 500, 0);

        pieces.onSent(FIRST + 400);

        assertThat(step(FIRST + 400)).isEqualTo(Pieces.Push.END);
        assertThat(pieces.firstBytes(FIRST + 400)).isEqualTo(100);
    }

    @Test
    void aFullBufferPushesWhateverFollows() {
        pieces.onWritten(FIRST + 300, Writing.MORE | Pieces.FULL);

        assertThat(step(FIRST)).isEqualTo(Pieces.Push.FULL);
        assertThat(Pieces.isPushed(pieces.onSent(FIRST + 300))).isTrue();
    }

    @Test
    void marksArePutWhereSomethingLeftAndGoWithItsAcknowledgment() {
        var marks = new PushMarks();
        for (int i = 1; i <= 20; i++) {
            marks.add(FIRST + 100 * i, i);
        }

        assertThat(marks.at(FIRST + 1100)).isEqualTo(11);
        assertThat(marks.at(FIRST + 1150)).isZero();
        marks.acknowledge(FIRST + 1100);
        assertThat(marks.at(FIRST + 1100)).isZero();
        assertThat(marks.at(FIRST + 2000)).isEqualTo(20);
    }

    @Test
    void aRingJoinsTheLastWhereThereAreTooMany() {
        var ring = new IntRing();
        for (int i = 0; i <= IntRing.MOST; i++) {
            ring.add(i, 0);
        }

        assertThat(ring.size()).isEqualTo(IntRing.MOST);
        assertThat(ring.lastValue()).isEqualTo(IntRing.MOST);
        assertThat(ring.firstValue()).isZero();
    }
}
