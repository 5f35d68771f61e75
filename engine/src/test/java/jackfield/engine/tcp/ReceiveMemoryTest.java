package jackfield.engine.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@link SegmentMemory}, {@link ReceiveMemory}, {@link SendSpace}: figures seen of Linux 6.18 by SO_MEMINFO. */
class ReceiveMemoryTest {
    private final ReceiveMemory memory = new ReceiveMemory();

    @Test
    void aSegmentCostsWhatTheKernelCountsForIt() {
        assertThat(SegmentMemory.truesize(1, 40)).isEqualTo(896);
        assertThat(SegmentMemory.truesize(256, 40)).isEqualTo(1280);
        assertThat(SegmentMemory.truesize(600, 40)).isEqualTo(1280);
        assertThat(SegmentMemory.truesize(700, 40)).isEqualTo(2304);
        assertThat(SegmentMemory.truesize(1460, 40)).isEqualTo(2304);
        assertThat(SegmentMemory.truesize(3000, 40)).isEqualTo(4352);
        assertThat(SegmentMemory.truesize(60_000, 40)).isEqualTo(896 + 61_440);
    }

    @Test
    void smallSegmentsBehindALargeOneCostNothing() {
        add(1000);
        for (int i = 0; i < 6; i++) {
            add(100);
            assertThat(memory.allocated()).isEqualTo(2304);
        }

        add(100);

        assertThat(memory.allocated()).isEqualTo(2304 + 896);
    }

    @Test
    void aSegmentIsGivenBackWhenAllOfItWasRead() {
        add(1000);
        add(1000);

        memory.read(1);
        assertThat(memory.allocated()).isEqualTo(4608);
        memory.read(999);
        assertThat(memory.allocated()).isEqualTo(2304);
        memory.read(1000);
        assertThat(memory.allocated()).isZero();
    }

    @Test
    void whatWasOutOfOrderBecomesSegmentsInOrder() {
        for (int i = 0; i < 40; i++) {
            memory.addOutOfOrder(1000, 2304);
        }
        memory.drop(10_000);
        assertThat(memory.allocated()).isEqualTo(30 * 2304);

        memory.join(20_000);
        memory.join(10_000);

        assertThat(memory.allocated()).isEqualTo(30 * 2304);
        memory.read(1500);
        assertThat(memory.allocated()).isEqualTo(29 * 2304);
        memory.read(28_500);
        assertThat(memory.allocated()).isZero();
    }

    @Test
    void collapsingSparesWhatTheSegmentsWaste() {
        for (int i = 0; i < 20; i++) {
            memory.add(100, 896, 0);
        }

        memory.collapse(2000);

        assertThat(memory.allocated()).isEqualTo(4352);
        memory.read(2000);
        assertThat(memory.allocated()).isZero();
    }

    private void add(int length) {
        memory.add(length, SegmentMemory.truesize(length, 40), SegmentMemory.tailroom(length, 40));
    }

    @Test
    void theSendBufferFollowsTheCongestionWindowUnlessItIsLocked() {
        var space = new SendSpace(TcpConfig.DEFAULT);
        assertThat(space.bufferBytes()).isEqualTo(16_384);

        space.expand(0, 1460);
        assertThat(space.bufferBytes()).isEqualTo(87_040);
        space.expand(100, 1460);
        assertThat(space.bufferBytes()).isEqualTo(870_400);
        space.expand(10_000, 1460);
        assertThat(space.bufferBytes()).isEqualTo(4_194_304);

        var locked = new SendSpace(Configs.plain().sendBuffer(9000).make());
        locked.expand(100, 1460);
        assertThat(locked.room(9999, 8999, 0, 0, 1460, 0)).isEqualTo(1460);
        assertThat(locked.room(9999, 9000, 0, 0, 1460, 0)).isZero();
        assertThat(locked.room(9999, 9000, 1000, 1000, 1460, 0)).isEqualTo(460);
    }

    @Test
    void whatLeavesMeanwhileMakesRoomInTheLastPiece() {
        var space = new SendSpace(Configs.plain().sendBuffer(40_000).make());

        assertThat(space.room(100_000, 0, 0, 0, 64_000, 10_000)).isEqualTo(74_000);
        assertThat(space.room(100_000, 0, 0, 0, 10_000, 0)).isEqualTo(40_000);
    }

    @Test
    void littleMayBeUnsentBelowTheLowWaterMark() {
        var space = new SendSpace(TcpConfig.DEFAULT.buffers(BufferConfig.DEFAULT.notSentLowWaterBytes(2000)));

        assertThat(space.room(9999, 0, 0, 0, 1000, 0)).isEqualTo(2000);
        assertThat(space.room(9999, 0, 1999, 0, 1000, 0)).isEqualTo(1000);
        assertThat(space.room(9999, 0, 2000, 1000, 1000, 0)).isZero();
        assertThat(space.isWritable(0, 999)).isTrue();
        assertThat(space.isWritable(0, 1000)).isFalse();
    }
}
