package jackfield.link.capture;

import jackfield.link.Link;
import jackfield.link.LinkAbilities;
import jackfield.wire.PacketBuffer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A link whose packets, both ways, are written to a {@link Capture} as they pass.
 *
 * <p>A packet sent is captured before the link behind takes it, and so also when the link then drops it. Everything
 * else is the link's behind. Threads: as {@link Link} says.
 */
final class CaptureLink implements Link {
    /** What a block needs beside its packet. */
    private static final int BLOCK_BYTES = 64;

    private final Link link;
    private final PcapngWriter writer;
    private final int interfaceId;
    private final LongSupplier clock;
    private final BackgroundOutput output;
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    CaptureLink(Link link, PcapngWriter writer, int interfaceId, LongSupplier clock, BackgroundOutput output) {
        this.link = link;
        this.writer = writer;
        this.interfaceId = interfaceId;
        this.clock = clock;
        this.output = output;
    }

    private void capture(Direction direction, PacketBuffer packet) {
        seen.incrementAndGet();
        if (!output.hasRoom(packet.length() + BLOCK_BYTES)) {
            dropped.incrementAndGet();
            return;
        }
        try {
            writer.write(interfaceId, clock.getAsLong(), direction, packet);
        } catch (IOException e) {
            throw Capture.neverFails(e);
        }
    }

    void writeStatistics() throws IOException {
        writer.statistics(interfaceId, clock.getAsLong(), seen.get(), dropped.get());
    }

    long dropped() {
        return dropped.get();
    }

    @Override
    public LinkAbilities abilities() {
        return link.abilities();
    }

    @Override
    public PacketBuffer transmit(PacketBuffer packet) {
        capture(Direction.OUTBOUND, packet);
        return link.transmit(packet);
    }

    @Override
    public @Nullable PacketBuffer receive() {
        PacketBuffer packet = link.receive();
        if (packet != null) {
            capture(Direction.INBOUND, packet);
        }
        return packet;
    }

    @Override
    public void await(long timeoutNanos) {
        link.await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        link.wakeup();
    }

    @Override
    public void onReceivable(Runnable signal) {
        link.onReceivable(signal);
    }

    @Override
    public boolean needsThread() {
        return link.needsThread();
    }

    @Override
    public void close() {
        link.close();
    }
}
