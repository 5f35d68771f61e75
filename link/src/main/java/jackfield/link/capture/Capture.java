package jackfield.link.capture;

import jackfield.link.Link;
import jackfield.link.LinkException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One capture file and the links whose packets go into it.
 *
 * <p>Capturing never holds up traffic: a thread of the capture's own writes the file, and packets that it cannot keep
 * up with are left out and counted at the file's end. A failing file is reported once and the traffic goes on. The
 * file is flushed whenever nothing more waits for it, so that it can be watched. Thread-safe.
 *
 * <p>Close the captured links first, then the capture.
 */
public final class Capture implements AutoCloseable {
    /** Bytes that may wait for the file: some 60 super-segments. */
    static final int DEFAULT_BUFFER_BYTES = 4 << 20;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final BackgroundOutput output;
    private final PcapngWriter writer;
    private final LongSupplier clock;
    private final List<CaptureLink> links = new ArrayList<>();

    /**
     * @param out where to; closed with the capture
     * @param clock the time in nanoseconds since 1970
     * @param bufferBytes of packets that may wait for {@code out}
     * @param onFailure told when {@code out} fails, once, on the capture's thread
     */
    public Capture(OutputStream out, LongSupplier clock, int bufferBytes, Consumer<IOException> onFailure) {
        this.clock = clock;
        output = new BackgroundOutput(out, bufferBytes + BackgroundOutput.RESERVE_BYTES, onFailure);
        try {
            writer = new PcapngWriter(output);
        } catch (IOException e) {
            throw neverFails(e);
        }
    }

    /**
     * {@return a capture into a new file, in real time}
     *
     * @param onFailure told when the file can no longer be written, once, on the capture's thread
     * @throws LinkException if the file cannot be made
     */
    public static Capture to(Path file, Consumer<IOException> onFailure) {
        try {
            return new Capture(Files.newOutputStream(file), Capture::realTime, DEFAULT_BUFFER_BYTES, onFailure);
        } catch (IOException e) {
            throw new LinkException(
                    "Cannot write the capture file '" + file + "': " + e.getMessage() + ".",
                    "a file in a folder that exists and is yours");
        }
    }

    private static long realTime() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    /** {@return {@code link}, with all its packets captured under an interface of this name} */
    public synchronized Link around(Link link, String name) {
        try {
            int interfaceId = writer.addInterface(name, link.abilities().ethernet());
            var captured = new CaptureLink(link, writer, interfaceId, clock, output);
            links.add(captured);
            return captured;
        } catch (IOException e) {
            throw neverFails(e);
        }
    }

    /** {@return how many packets are missing in the file} */
    public synchronized long dropped() {
        return links.stream().mapToLong(CaptureLink::dropped).sum();
    }

    @Override
    public synchronized void close() {
        try {
            for (CaptureLink link : links) {
                link.writeStatistics();
            }
            writer.close();
        } catch (IOException e) {
            throw neverFails(e);
        }
    }

    /** The background output keeps its failures to itself. */
    static AssertionError neverFails(IOException e) {
        return new AssertionError(new UncheckedIOException(e));
    }
}
