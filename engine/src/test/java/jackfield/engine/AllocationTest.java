package jackfield.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import jackfield.wire.PacketBuffer;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the hot path costs in memory: two engines joined back to back send text one way and acknowledgments back. */
class AllocationTest {
    /**
     * For a packet of text, out, in and acknowledged. 443 bytes were measured before the JIT removes any, half as much
     * again is the margin: segment, options, headers and addresses are records, made once on each side.
     */
    private static final long MOST_BYTES_PER_PACKET = 664;

    private static final int CHUNK = 64 * 1024;
    private static final int WARM_UP_CHUNKS = 64;
    private static final int CHUNKS = 256;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long now;

    /** An engine whose packets go straight to its peer's queue. */
    private static final class End implements Outbox {
        final Engine engine;
        final ArrayDeque<PacketBuffer> arrived = new ArrayDeque<>(1024);
        long texts;

        @SuppressWarnings("NullAway.Init") // joined before use
        End peer;

        End(int number) {
            engine = new Engine(EngineConfig.DEFAULT, new SplittableRandom(number));
            var mac = new MacAddress(0x0200_0000_0000L | number);
            engine.addInterface(InterfaceConfig.ethernet("eth0", mac, 1500));
            engine.addAddress(1, IpPrefix.parse("10.0.0." + number + "/24"));
        }

        @Override
        public void transmit(int interfaceId, PacketBuffer packet) {
            texts += packet.length() > 1000 ? 1 : 0;
            // The buffer crosses over; the pools exchange one each way, as a memory link's would.
            PacketBuffer copy = peer.engine.pool().take(packet.length());
            copy.append(packet.bytes(), packet.start(), packet.length());
            engine.pool().release(packet);
            peer.arrived.add(copy);
        }

        @Override
        public void ready(Endpoint endpoint) {}

        boolean turn(long now) {
            boolean hasWorked = false;
            PacketBuffer packet;
            while ((packet = arrived.poll()) != null) {
                engine.onPacket(now, 1, packet);
                engine.pool().release(packet);
                hasWorked = true;
            }
            engine.onTime(now);
            engine.drain(now, this);
            return hasWorked;
        }
    }

    private final End a = new End(1);
    private final End b = new End(2);

    private void settle() {
        a.turn(now);
        for (boolean works = true; works; now += 1000) {
            works = b.turn(now);
            works |= a.turn(now);
        }
    }

    private void transfer(TcpEndpoint from, TcpEndpoint to, byte[] text, byte[] into, int chunks) {
        for (int i = 0; i < chunks; i++) {
            int sent = from.send(now, text, 0, text.length);
            settle();
            int read = 0;
            for (int n; (n = to.receive(now, into, 0, into.length)) > 0; ) {
                read += n;
            }
            if (read != sent || read == 0) {
                throw new AssertionError(read + " bytes of " + sent + " have come");
            }
            settle();
        }
    }

    @Test
    void aPacketOfTextCostsFewBytesOfGarbage() {
        a.peer = b;
        b.peer = a;
        TcpEndpoint server = b.engine.tcp(false);
        assertThat(server.bind(now, Bits.at("10.0.0.2", 7))).isZero();
        assertThat(server.listen(now, 1)).isZero();
        TcpEndpoint client = a.engine.tcp(false);
        client.connect(now, Bits.at("10.0.0.2", 7));
        settle();
        TcpEndpoint conn = server.accept(now);
        assertThat(conn).isNotNull();
        byte[] text = Bits.pattern(CHUNK);
        byte[] into = new byte[CHUNK];
        if (conn == null) {
            throw new AssertionError("nothing to accept");
        }
        transfer(client, conn, text, into, WARM_UP_CHUNKS);
        long texts = a.texts;
        long before = threads.getCurrentThreadAllocatedBytes();

        transfer(client, conn, text, into, CHUNKS);

        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        long packets = a.texts - texts;
        assertThat(packets).isGreaterThan(CHUNKS * (CHUNK / 1460));
        assertThat(bytes / packets)
                .as("bytes for each of " + packets + " packets of text")
                .isLessThan(MOST_BYTES_PER_PACKET);
    }
}
