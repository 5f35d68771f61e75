package jackfield.link.memory;

import static jackfield.link.memory.Packets.number;
import static jackfield.link.memory.Packets.numberOf;
import static jackfield.link.memory.Packets.numbered;
import static jackfield.link.memory.Packets.ofLength;
import static jackfield.link.memory.Packets.partial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.link.LinkAbilities;
import jackfield.wire.Checksum;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketBuffer.ChecksumState;
import jackfield.wire.PacketPool;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryNetworkTest {

    @Test
    void keepsTheOrderOfPackets() {
        List<MemoryLink> pair = MemoryNetwork.pair(MemoryConfig.ofIp());

        for (int number = 0; number < 100; number++) {
            pair.get(0).transmit(numbered(number));
        }

        for (int number = 0; number < 100; number++) {
            assertThat(numberOf(pair.get(1).receive())).isEqualTo(number);
        }
        assertThat(pair.get(1).receive()).isNull();
        assertThat(pair.get(0).receive()).isNull();
    }

    @Test
    void handsOverTheVeryBufferAndGivesBackOneTheReceiverHasFinishedWith() {
        List<MemoryLink> pair = MemoryNetwork.pair(MemoryConfig.ofIp());
        PacketBuffer first = numbered(1);
        PacketBuffer second = numbered(2);

        PacketBuffer exchange = pair.get(0).transmit(first);

        assertThat(exchange).isNotSameAs(first);
        assertThat(exchange.capacity()).isEqualTo(first.capacity());
        assertThat(pair.get(1).receive()).isSameAs(first);
        assertThat(pair.get(0).transmit(second)).as("first is still lent").isNotSameAs(first);
        assertThat(pair.get(1).receive()).isSameAs(second);
        assertThat(pair.get(0).transmit(numbered(3))).isSameAs(first);
    }

    @Test
    void keepsSmallAndLargeBuffersApart() {
        List<MemoryLink> pair = MemoryNetwork.pair(MemoryConfig.ofIp());
        PacketBuffer odd = new PacketBuffer(777);
        odd.append(20);
        PacketBuffer large = new PacketBuffer(PacketPool.LARGE);
        large.append(20);

        assertThat(pair.get(0).transmit(odd).capacity()).isEqualTo(777);
        assertThat(pair.get(0).transmit(large).capacity()).isEqualTo(PacketPool.LARGE);
        pair.get(1).receive();
        pair.get(1).receive();
        pair.get(1).receive();

        assertThat(pair.get(0).transmit(numbered(1)).capacity()).isEqualTo(PacketPool.SMALL);
        PacketBuffer again = new PacketBuffer(PacketPool.LARGE);
        again.append(20);
        assertThat(pair.get(0).transmit(again)).isSameAs(large);
    }

    @Test
    void dropsWhatFindsTheQueueFullOfPackets() {
        List<MemoryLink> pair = MemoryNetwork.pair(MemoryConfig.ofIp().queue(3, 100_000));
        for (int number = 0; number < 3; number++) {
            pair.get(0).transmit(numbered(number));
        }
        PacketBuffer fourth = numbered(3);

        assertThat(pair.get(0).transmit(fourth)).isSameAs(fourth);

        assertThat(pair.get(1).counters()).isEqualTo(new MemoryCounters(0, 0, 0, 1));
        assertThat(numberOf(pair.get(1).receive())).isZero();
        pair.get(0).transmit(fourth);
        assertThat(List.of(number(pair.get(1)), number(pair.get(1)), number(pair.get(1))))
                .containsExactly(1, 2, 3);
    }

    @Test
    void dropsWhatFindsTheQueueFullOfBytes() {
        List<MemoryLink> pair = MemoryNetwork.pair(MemoryConfig.ofIp().queue(1000, 1500));
        pair.get(0).transmit(ofLength(1000));

        pair.get(0).transmit(ofLength(501));
        pair.get(0).transmit(ofLength(500));

        assertThat(pair.get(1).receive()).extracting(PacketBuffer::length).isEqualTo(1000);
        assertThat(pair.get(1).receive()).extracting(PacketBuffer::length).isEqualTo(500);
        assertThat(pair.get(1).receive()).isNull();
        assertThat(pair.get(1).counters().overflowed()).isEqualTo(1);
    }

    @Test
    void growsItsQueueWithoutLosingTheOrder() {
        List<MemoryLink> pair = MemoryNetwork.pair(MemoryConfig.ofIp());
        int sent = 0;
        int received = 0;
        for (int round = 0; round < 50; round++) {
            for (int i = 0; i < 13; i++) {
                pair.get(0).transmit(numbered(sent++));
            }
            for (int i = 0; i < 9; i++) {
                assertThat(number(pair.get(1))).isEqualTo(received++);
            }
        }
        while (received < sent) {
            assertThat(number(pair.get(1))).isEqualTo(received++);
        }
        assertThat(pair.get(1).receive()).isNull();
    }

    @Test
    void refusesPacketsLongerThanTheMtuUnlessTheyAreSuperSegments() {
        MemoryLink plain = MemoryNetwork.pair(MemoryConfig.ofIp().mtu(1280)).get(0);
        List<MemoryLink> offloading = MemoryNetwork.pair(
                MemoryConfig.ofIp().mtu(1280).superSegmentBytes(LinkAbilities.MAX_SUPER_SEGMENT_BYTES));
        PacketBuffer superSegment = ofLength(65_535);
        superSegment.segmentSize(1228);

        plain.transmit(ofLength(1280));
        plain.transmit(ofLength(1281));
        plain.transmit(superSegment);
        offloading.get(0).transmit(ofLength(1281));
        offloading.get(0).transmit(superSegment);

        assertThat(plain.counters()).isEqualTo(new MemoryCounters(1, 2, 0, 0));
        assertThat(offloading.get(0).counters()).isEqualTo(new MemoryCounters(1, 1, 0, 0));
        PacketBuffer arrived = offloading.get(1).receive();
        assertThat(arrived).isSameAs(superSegment);
        assertThat(superSegment.segmentSize()).isEqualTo(1228);
    }

    @Test
    void carriesPartialChecksumsOnlyWhereChecksumsAreLeftOut() {
        List<MemoryLink> without = MemoryNetwork.pair(MemoryConfig.ofIp());
        List<MemoryLink> with = MemoryNetwork.pair(MemoryConfig.ofIp().checksums(true));
        assertThat(without.get(0).abilities()).isEqualTo(new LinkAbilities(false, 1500, true, 0, true));
        assertThat(with.get(0).abilities()).isEqualTo(new LinkAbilities(false, 1500, false, 0, false));

        without.get(0).transmit(partial());
        with.get(0).transmit(partial());

        assertThat(without.get(1).receive())
                .extracting(PacketBuffer::checksumState)
                .isEqualTo(ChecksumState.PARTIAL);
        PacketBuffer complete = Objects.requireNonNull(with.get(1).receive());
        assertThat(complete.checksumState()).isEqualTo(ChecksumState.COMPLETE);
        assertThat(Checksum.isIntact(Checksum.sum(complete.bytes(), complete.start(), 100)))
                .isTrue();
    }

    @Test
    void refusesSuperSegmentsTogetherWithRealChecksums() {
        MemoryConfig config = MemoryConfig.ofEthernet().superSegmentBytes(1000);

        assertThatThrownBy(() -> config.checksums(true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsOnceWhenAPacketComesIntoAnEmptyQueue() {
        List<MemoryLink> pair = MemoryNetwork.pair(MemoryConfig.ofIp());
        var told = new AtomicInteger();
        pair.get(1).onReceivable(told::incrementAndGet);
        assertThat(told).hasValue(0);

        pair.get(0).transmit(numbered(1));
        pair.get(0).transmit(numbered(2));
        assertThat(told).hasValue(1);

        pair.get(1).receive();
        pair.get(1).receive();
        pair.get(0).transmit(numbered(3));
        assertThat(told).as("null has not been answered yet").hasValue(1);

        pair.get(1).receive();
        assertThat(pair.get(1).receive()).isNull();
        pair.get(0).transmit(numbered(4));
        assertThat(told).hasValue(2);

        pair.get(1).onReceivable(told::incrementAndGet);
        assertThat(told).as("a packet waits already").hasValue(3);
    }

    @Test
    void theSignalMayReceiveAndAnswerFromWithin() {
        List<MemoryLink> pair = MemoryNetwork.pair(MemoryConfig.ofIp());
        MemoryLink echo = pair.get(1);
        echo.onReceivable(() -> {
            for (PacketBuffer packet = echo.receive(); packet != null; packet = echo.receive()) {
                echo.transmit(numbered(numberOf(packet) + 1));
            }
        });

        pair.get(0).transmit(numbered(41));

        assertThat(number(pair.get(0))).isEqualTo(42);
    }
}
