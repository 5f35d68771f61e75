package jackfield.engine.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What waits to be told by MSG_ERRQUEUE. */
final class ErrorQueueTest {
    private static final byte[] NO_TEXT = new byte[0];

    private final ErrorQueue queue = new ErrorQueue();

    @Test
    void completionsThatFollowUponEachOtherAreOne() {
        queue.addCopied(-1, -1);
        queue.addCopied(0, 2);
        queue.addCopied(5, 5);

        assertThat(queue.size()).isEqualTo(2);
        assertThat(queue.poll()).isEqualTo(Notice.copied(-1, 2));
    }

    @Test
    void aTimestampBetweenThemKeepsThemApart() {
        queue.addCopied(0, 0);
        queue.add(Notice.stamp(Notice.SENT, 0, 5, NO_TEXT));
        queue.addCopied(1, 1);

        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void isBounded() {
        for (int i = 0; i < ErrorQueue.MOST; i++) {
            assertThat(queue.add(Notice.stamp(Notice.SENT, i, i, NO_TEXT))).isTrue();
        }

        assertThat(queue.add(Notice.stamp(Notice.SENT, 0, 0, NO_TEXT))).isFalse();
        assertThat(queue.poll()).isEqualTo(Notice.stamp(Notice.SENT, 0, 0, NO_TEXT));
        assertThat(queue.size()).isEqualTo(ErrorQueue.MOST - 1);
    }
}
