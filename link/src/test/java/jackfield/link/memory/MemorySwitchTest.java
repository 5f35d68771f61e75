package jackfield.link.memory;

import static jackfield.link.memory.Packets.fill;
import static jackfield.link.memory.Packets.frame;
import static jackfield.link.memory.Packets.number;
import static jackfield.link.memory.Packets.numberOf;
import static jackfield.link.memory.Packets.numbersAt;
import static jackfield.link.memory.Packets.partial;
import static org.assertj.core.api.Assertions.assertThat;

import jackfield.wire.Bytes;
import jackfield.wire.EthernetFrame;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketBuffer.ChecksumState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class MemorySwitchTest {
    private static final MacAddress A = MacAddress.parse("02:00:00:00:00:0a");
    private static final MacAddress B = MacAddress.parse("02:00:00:00:00:0b");
    private static final MacAddress C = MacAddress.parse("02:00:00:00:00:0c");

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
            ports.forEach(Packets::numbersAt);

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
        ports.forEach(Packets::numbersAt);

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
}
