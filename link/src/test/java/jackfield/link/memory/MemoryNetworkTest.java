package jackfield.link.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.link.LinkAbilities;
import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import jackfield.wire.EtherType;
import jackfield.wire.EthernetFrame;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketBuffer.ChecksumState;
import jackfield.wire.PacketPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryNetworkTest {
    private static final MacAddress A = MacAddress.parse("02:00:00:00:00:0a");
    private static final MacAddress B = MacAddress.parse("02:00:00:00:00:0b");
    private static final MacAddress C = MacAddress.parse("02:00:00:00:00:0c");

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
    void learnsWhereAnAddressIsAndFloodsUntilThen() {
        var network = new MemoryNetwork(MemoryConfig.ofEthernet());
        MemoryLink a = network.addPort();
        MemoryLink b = network.addPort();
        MemoryLink c = network.addPort();

        a.transmit(frame(B, A, 1));
        assertThat(numbersAt(b)).containsExactly(1);
        assertThat(numbersAt(c)).as("B was not yet known").containsExactly(1);
        assertThat(a.receive()).isNull();

        b.transmit(frame(A, B, 2));
        a.transmit(frame(B, A, 3));
        c.transmit(frame(MacAddress.BROADCAST, C, 4));

        assertThat(numbersAt(a)).containsExactly(2, 4);
        assertThat(numbersAt(b)).containsExactly(3, 4);
        assertThat(numbersAt(c)).isEmpty();
    }

    @Test
    void followsAnAddressThatMovesAwayAndBack() {
        var network = new MemoryNetwork(MemoryConfig.ofEthernet());
        List<MemoryLink> ports = List.of(network.addPort(), network.addPort(), network.addPort());
        for (int home : new int[] {0, 1, 0}) {
            ports.get(home).transmit(frame(MacAddress.BROADCAST, A, 0));
            ports.forEach(MemoryNetworkTest::numbersAt);

            ports.get(2).transmit(frame(A, C, 7));

            assertThat(numbersAt(ports.get(home))).containsExactly(7);
            assertThat(numbersAt(ports.get(1 - home))).isEmpty();
        }
    }

    @Test
    void doesNotShowAFrameTwiceToTheSideItCameFrom() {
        var network = new MemoryNetwork(MemoryConfig.ofEthernet());
        List<MemoryLink> ports = List.of(network.addPort(), network.addPort(), network.addPort());
        ports.get(0).transmit(frame(MacAddress.BROADCAST, A, 0));
        ports.forEach(MemoryNetworkTest::numbersAt);

        ports.get(0).transmit(frame(A, B, 1));

        ports.forEach(port -> assertThat(port.receive()).isNull());
    }

    @Test
    void copiesOfAFloodedPacketAreIndependentAndSayTheSame() {
        var network = new MemoryNetwork(MemoryConfig.ofIp());
        MemoryLink from = network.addPort();
        List<MemoryLink> others = List.of(network.addPort(), network.addPort(), network.addPort());

        from.transmit(partial());

        List<byte[]> arrays = new ArrayList<>();
        for (MemoryLink port : others) {
            PacketBuffer packet = Objects.requireNonNull(port.receive());
            assertThat(packet.toBytes()).isEqualTo(partial().toBytes());
            assertThat(packet.checksumStart() - packet.start()).isZero();
            assertThat(packet.checksumState()).isEqualTo(ChecksumState.PARTIAL);
            arrays.add(packet.bytes());
        }
        assertThat(arrays.get(0)).isNotSameAs(arrays.get(1)).isNotSameAs(arrays.get(2));
        assertThat(arrays.get(1)).isNotSameAs(arrays.get(2));
    }

    @Test
    void closedPortLeavesTheNetwork() {
        var network = new MemoryNetwork(MemoryConfig.ofEthernet());
        MemoryLink a = network.addPort();
        MemoryLink b = network.addPort();
        MemoryLink c = network.addPort();
        b.transmit(frame(MacAddress.BROADCAST, B, 1));

        b.close();
        b.close();
        a.transmit(frame(B, A, 2));
        PacketBuffer late = frame(A, B, 3);

        assertThat(b.transmit(late)).isSameAs(late);
        assertThat(b.receive()).isNull();
        assertThat(numbersAt(c)).containsExactly(1, 2);
        assertThat(numbersAt(a)).containsExactly(1);
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

    @Test
    void manySendersLoseNothingAndKeepEachTheirOrder() throws InterruptedException {
        int senders = 4;
        int each = 20_000;
        var network = new MemoryNetwork(MemoryConfig.ofEthernet().queue(64, 1 << 20));
        MemoryLink receiver = network.addPort();
        network.addPort();
        network.addPort();
        receiver.transmit(frame(MacAddress.BROADCAST, A, 0));
        List<Thread> threads = new ArrayList<>();
        for (int sender = 0; sender < senders; sender++) {
            MemoryLink port = network.addPort();
            int id = sender;
            threads.add(Thread.ofPlatform().start(() -> sendAll(port, id, each)));
        }

        int[] next = new int[senders];
        for (int left = senders * each; left > 0; ) {
            PacketBuffer packet = receiver.receive();
            if (packet == null) {
                Thread.onSpinWait();
                continue;
            }
            int sender = Bytes.u8(packet.bytes(), packet.start() + 11);
            if (numberOf(packet, EthernetFrame.HEADER_LENGTH) == next[sender]) {
                next[sender]++;
                left--;
            }
        }

        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(next).containsOnly(each);
    }

    /** Sends number after number, each again until the receiver's queue had room for it. */
    private static void sendAll(MemoryLink port, int id, int count) {
        var source = new MacAddress(0x0200_0000_0000L | id);
        PacketBuffer frame = frame(A, source, 0);
        for (int number = 0; number < count; ) {
            PacketBuffer exchange = port.transmit(frame);
            if (exchange == frame) {
                LockSupport.parkNanos(10_000);
            } else {
                number++;
                frame = exchange;
                fill(frame, A, source, number);
            }
        }
    }

    private static PacketBuffer partial() {
        PacketBuffer packet = ofLength(100);
        packet.markChecksumPartial(packet.start(), 50);
        return packet;
    }

    private static PacketBuffer numbered(int number) {
        var packet = new PacketBuffer(PacketPool.SMALL);
        Bytes.put32(packet.bytes(), packet.append(4), number);
        return packet;
    }

    private static PacketBuffer ofLength(int length) {
        var packet = new PacketBuffer(length + PacketBuffer.HEADROOM);
        packet.append(length);
        return packet;
    }

    private static PacketBuffer frame(MacAddress destination, MacAddress source, int number) {
        var packet = new PacketBuffer(PacketPool.SMALL);
        fill(packet, destination, source, number);
        return packet;
    }

    private static void fill(PacketBuffer packet, MacAddress destination, MacAddress source, int number) {
        packet.clear(PacketBuffer.HEADROOM);
        Bytes.put32(packet.bytes(), packet.append(4), number);
        EthernetFrame.prepend(packet, destination, source, EtherType.IPV4);
    }

    private static int number(MemoryLink port) {
        return numberOf(port.receive());
    }

    private static int numberOf(@Nullable PacketBuffer packet) {
        return numberOf(packet, 0);
    }

    private static int numberOf(@Nullable PacketBuffer packet, int offset) {
        assertThat(packet).isNotNull();
        return packet == null ? -1 : Bytes.i32(packet.bytes(), packet.start() + offset);
    }

    private static List<Integer> numbersAt(MemoryLink port) {
        List<Integer> numbers = new ArrayList<>();
        for (PacketBuffer packet = port.receive(); packet != null; packet = port.receive()) {
            numbers.add(numberOf(packet, EthernetFrame.HEADER_LENGTH));
        }
        return numbers;
    }
}
