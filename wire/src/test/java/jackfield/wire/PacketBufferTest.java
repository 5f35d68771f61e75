package jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.wire.PacketBuffer.ChecksumState;
import org.junit.jupiter.api.Test;

class PacketBufferTest {
    @Test
    void growsAtBothEndsWithinItsArray() {
        var packet = new PacketBuffer(200);
        assertThat(packet.append(10)).isEqualTo(128);
        assertThat(packet.prepend(28)).isEqualTo(100);

        assertThat(packet.length()).isEqualTo(38);
        assertThat(packet.tailroom()).isEqualTo(62);
        packet.skip(8);
        packet.trim(20);
        assertThat(packet.start()).isEqualTo(108);
        assertThat(packet.end()).isEqualTo(128);
        packet.rewindTo(100);
        assertThat(packet.length()).isEqualTo(28);
    }

    @Test
    void refusesToLeaveItsArray() {
        PacketBuffer packet = PacketBuffer.copyOf(new byte[10]);

        assertThatThrownBy(() -> packet.prepend(129)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.prepend(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.append(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.skip(11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.trim(11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.trim(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.rewindTo(129)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.clear(139)).isInstanceOf(IllegalArgumentException.class);
        assertThat(packet.length()).isEqualTo(10);
    }

    @Test
    void aCopySaysTheSameOfItsPacket() {
        PacketBuffer packet = PacketBuffer.copyOf(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        packet.skip(2);
        packet.markChecksumPartial(packet.start() + 2, 1);
        packet.segmentSize(1448);
        var copy = new PacketBuffer(300);

        copy.copyFrom(packet);
        packet.bytes()[packet.start()] = 99;

        assertThat(copy.toBytes()).containsExactly(3, 4, 5, 6, 7, 8);
        assertThat(copy.checksumState()).isEqualTo(ChecksumState.PARTIAL);
        assertThat(copy.checksumStart()).isEqualTo(copy.start() + 2);
        assertThat(copy.checksumOffset()).isEqualTo(1);
        assertThat(copy.segmentSize()).isEqualTo(1448);
        copy.clear(0);
        assertThat(copy.checksumState()).isEqualTo(ChecksumState.COMPLETE);
        assertThat(copy.segmentSize()).isZero();
    }

    @Test
    void aPoolGivesTheLastBufferBackFirst() {
        var pool = new PacketPool();
        PacketBuffer small = pool.take(PacketPool.SMALL - PacketBuffer.HEADROOM);
        PacketBuffer large = pool.take(PacketPool.SMALL - PacketBuffer.HEADROOM + 1);
        PacketBuffer other = pool.take(0);
        assertThat(small.capacity()).isEqualTo(PacketPool.SMALL);
        assertThat(large.capacity()).isEqualTo(PacketPool.LARGE);
        assertThat(pool.outstanding()).isEqualTo(3);
        small.append(100);

        pool.release(other);
        pool.release(small);
        pool.release(large);

        assertThat(pool.take(1)).isSameAs(small);
        assertThat(small.length()).isZero();
        assertThat(pool.take(1)).isSameAs(other);
        assertThat(pool.take(60_000)).isSameAs(large);
        assertThatThrownBy(() -> pool.take(65_537)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPoolNoticesABufferReleasedTwice() {
        var pool = new PacketPool();
        PacketBuffer buffer = pool.take(1);
        pool.release(buffer);

        assertThatThrownBy(() -> pool.release(buffer)).isInstanceOf(AssertionError.class);
    }

    @Test
    void sequenceNumbersCompareAcrossTheWrap() {
        Property.holds(2000, random -> {
            int a = random.nextInt();
            int ahead = random.nextInt(Integer.MAX_VALUE);
            int b = a + ahead;

            assertThat(SequenceNumber.isAtOrBefore(a, b)).isTrue();
            assertThat(SequenceNumber.isAtOrAfter(b, a)).isTrue();
            assertThat(SequenceNumber.isBefore(a, b)).isEqualTo(ahead > 0);
            assertThat(SequenceNumber.isAfter(b, a)).isEqualTo(ahead > 0);
            assertThat(SequenceNumber.distance(a, b)).isEqualTo(ahead);
            assertThat(SequenceNumber.later(a, b)).isEqualTo(b);
            assertThat(SequenceNumber.earlier(a, b)).isEqualTo(a);
            assertThat(SequenceNumber.isWithin(b, a, ahead)).isFalse();
            assertThat(SequenceNumber.isWithin(b, a, ahead + 1)).isTrue();
            assertThat(SequenceNumber.isWithin(a - 1, a, ahead)).isFalse();
        });
    }
}
