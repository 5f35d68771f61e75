package jackfield.link.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jackfield.link.Link;
import jackfield.link.LinkException;
import jackfield.link.memory.MemoryConfig;
import jackfield.link.memory.MemoryLink;
import jackfield.link.memory.MemoryNetwork;
import jackfield.wire.PacketBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CaptureTest {
    private final List<IOException> failures = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();
    private final List<MemoryLink> pair = MemoryNetwork.pair(MemoryConfig.ofIp());

    @Test
    void writesBothWaysInOrderAndTellsTheTotals() {
        var file = new ByteArrayOutputStream();
        Capture capture = new Capture(file, clock::incrementAndGet, 1 << 20, failures::add);
        Link link = capture.around(pair.get(0), "mem0");

        link.transmit(packet(10, 1));
        pair.get(1).transmit(packet(20, 2));
        assertThat(link.receive()).extracting(PacketBuffer::length).isEqualTo(20);
        assertThat(link.receive()).isNull();
        link.close();
        capture.close();

        PcapngReader read = PcapngReader.read(file.toByteArray());
        List<PcapngReader.Block> packets = read.ofType(PcapngWriter.ENHANCED_PACKET);
        assertThat(packets).hasSize(2);
        assertThat(packets.get(0).packet()).isEqualTo(packet(10, 1).toBytes());
        assertThat(packets.get(0).options()).containsExactly("2=00000002");
        assertThat(packets.get(1).packet()).isEqualTo(packet(20, 2).toBytes());
        assertThat(packets.get(1).options()).containsExactly("2=00000001");
        assertThat(packets).extracting(PcapngReader.Block::time).containsExactly(1L, 2L);
        assertThat(read.ofType(PcapngWriter.INTERFACE_STATISTICS).getFirst().options())
                .containsExactly("4=0000000000000002", "5=0000000000000000");
        assertThat(failures).isEmpty();
    }

    @Test
    void isTheLinkBehindInAllElse() {
        Capture capture = new Capture(new ByteArrayOutputStream(), clock::get, 1 << 20, failures::add);
        Link link = capture.around(pair.get(0), "mem0");
        var told = new AtomicLong();
        link.onReceivable(told::incrementAndGet);

        pair.get(1).transmit(packet(1, 1));

        assertThat(link.abilities()).isEqualTo(pair.get(0).abilities());
        assertThat(link.needsThread()).isFalse();
        assertThat(told).hasValue(1);
        assertThatThrownBy(() -> link.await(0)).isInstanceOf(UnsupportedOperationException.class);
        capture.close();
    }

    @Test
    void keepsTheTrafficGoingWhenTheFileFailsAndSaysSoOnce() throws InterruptedException {
        var reported = new LinkedBlockingQueue<IOException>();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space left");
            }
        };
        Capture capture = new Capture(full, clock::get, 1 << 20, reported::add);
        Link link = capture.around(pair.get(0), "mem0");
        assertThat(reported.take()).hasMessage("no space left");

        for (int i = 0; i < 100; i++) {
            link.transmit(packet(1, i));
        }

        assertThat(capture.dropped()).isEqualTo(100);
        assertThat(pair.get(0).counters().sent()).isEqualTo(100);
        capture.close();
        assertThat(reported).isEmpty();
    }

    @Test
    void leavesOutWhatAStalledFileHasNoRoomForAndStaysReadable() {
        var stalled = new StalledOutput();
        Capture capture = new Capture(stalled, clock::get, 10_000, failures::add);
        Link link = capture.around(pair.get(0), "mem0");

        for (int i = 0; i < 500; i++) {
            link.transmit(packet(1000, i));
        }
        Link late = capture.around(pair.get(1), "mem1");
        assertThat(capture.dropped()).isBetween(480L, 492L);
        stalled.release.countDown();
        late.close();
        capture.close();

        PcapngReader read = PcapngReader.read(stalled.toByteArray());
        assertThat(read.ofType(PcapngWriter.INTERFACE_DESCRIPTION)).hasSize(2);
        assertThat(read.ofType(PcapngWriter.ENHANCED_PACKET)).hasSize((int) (500 - capture.dropped()));
        assertThat(pair.get(0).counters().sent()).isEqualTo(500);
    }

    @Test
    void writesAFileOrSaysWhyNot(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.pcapng");
        Capture capture = Capture.to(file, failures::add);
        capture.around(pair.get(0), "mem0").transmit(packet(5, 5));
        capture.close();

        PcapngReader.Block block = PcapngReader.read(Files.readAllBytes(file))
                .ofType(PcapngWriter.ENHANCED_PACKET)
                .getFirst();
        assertThat(block.time()).isGreaterThan(1_700_000_000_000_000_000L);
        assertThatThrownBy(() -> Capture.to(folder.resolve("no/where"), failures::add))
                .isInstanceOf(LinkException.class)
                .hasMessageContaining("no/where");
    }

    private static PacketBuffer packet(int length, int filler) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) filler);
        return PacketBuffer.copyOf(bytes);
    }

    /** Takes nothing until released. */
    private static final class StalledOutput extends ByteArrayOutputStream {
        final CountDownLatch release = new CountDownLatch(1);

        @Override
        public synchronized void write(byte[] bytes, int at, int length) {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            super.write(bytes, at, length);
        }
    }
}
