package jackfield.link.capture;

import jackfield.wire.Bytes;
import jackfield.wire.Checksum;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketBuffer.ChecksumState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes packets in the pcapng format, each with the time it is told: real or virtual.
 *
 * <pre>
 *   section header | interface description | enhanced packet | enhanced packet | ... | interface statistics
 *
 *   every block:  0      4        8                            n - 4
 *                 | type | length | body, padded | options ... | length |
 * </pre>
 *
 * <p>What is left of a transport checksum is done in the captured copy, so that no reader sees a damaged packet;
 * super-segments are written whole, as they went over the link. Each block goes to the stream in one {@code write}.
 * Thread-safe by one lock; as slow as its stream.
 *
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-05.html">draft-ietf-opsawg-pcapng</a>
 */
public final class PcapngWriter implements AutoCloseable {
    static final int SECTION_HEADER = 0x0A0D_0D0A;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int INTERFACE_STATISTICS = 5;
    static final int ENHANCED_PACKET = 6;
    static final int BYTE_ORDER_MAGIC = 0x1A2B_3C4D;
    static final int LINKTYPE_ETHERNET = 1;
    static final int LINKTYPE_RAW = 101;

    static final int OPTION_END = 0;
    static final int OPTION_COMMENT = 1;
    static final int OPTION_IF_NAME = 2;
    static final int OPTION_PACKET_FLAGS = 2;
    static final int OPTION_USER_APPLICATION = 4;
    static final int OPTION_RECEIVED = 4;
    static final int OPTION_DROPPED = 5;
    static final int OPTION_TIME_RESOLUTION = 9;

    /** Times are in units of 10 to the minus 9 seconds. */
    private static final byte NANOSECONDS = 9;

    private static final int FIRST_SCRATCH = 4096;
    private static final int MAX_OPTION = 0xFFFF;

    private final OutputStream out;
    private byte[] scratch = new byte[FIRST_SCRATCH];
    private int length;
    private int interfaces;

    /**
     * Begins a section.
     *
     * @param out where to; give a buffered stream unless it is memory
     * @throws IOException if the stream fails
     */
    public PcapngWriter(OutputStream out) throws IOException {
        this.out = out;
        begin(SECTION_HEADER);
        put32(BYTE_ORDER_MAGIC);
        put32(1 << 16);
        put64(-1);
        option(OPTION_USER_APPLICATION, "Jackfield".getBytes(StandardCharsets.US_ASCII));
        end();
    }

    /**
     * Describes one more interface.
     *
     * @param name as {@code ip link} would show it, or {@code host:interface}
     * @param ethernet whether its packets are Ethernet frames; otherwise they are bare IP packets
     * @return the number to name it by
     * @throws IOException if the stream fails
     */
    public synchronized int addInterface(String name, boolean ethernet) throws IOException {
        begin(INTERFACE_DESCRIPTION);
        put32((ethernet ? LINKTYPE_ETHERNET : LINKTYPE_RAW) << 16);
        put32(0);
        option(OPTION_IF_NAME, name.getBytes(StandardCharsets.UTF_8));
        option(OPTION_TIME_RESOLUTION, new byte[] {NANOSECONDS});
        end();
        return interfaces++;
    }

    /** As {@link #write(int, long, Direction, PacketBuffer, String)}, without a comment. */
    public void write(int interfaceId, long timeNanos, Direction direction, PacketBuffer packet) throws IOException {
        write(interfaceId, timeNanos, direction, packet, "");
    }

    /**
     * Writes one packet, which is borrowed and not changed.
     *
     * @param interfaceId from {@link #addInterface}
     * @param timeNanos nanoseconds since 1970, or since whatever the reader is to take for that
     * @param comment shown beside the packet; empty for none
     * @throws IOException if the stream fails
     */
    public synchronized void write(
            int interfaceId, long timeNanos, Direction direction, PacketBuffer packet, String comment)
            throws IOException {
        if (interfaceId < 0 || interfaceId >= interfaces) {
            throw new IllegalArgumentException("no interface " + interfaceId + " of " + interfaces + " described");
        }
        begin(ENHANCED_PACKET);
        put32(interfaceId);
        put64(timeNanos);
        put32(packet.length());
        put32(packet.length());
        int at = length;
        putPadded(packet.bytes(), packet.start(), packet.length());
        completeChecksum(packet, at);
        if (!comment.isEmpty()) {
            option(OPTION_COMMENT, comment.getBytes(StandardCharsets.UTF_8));
        }
        if (direction != Direction.UNKNOWN) {
            option(OPTION_PACKET_FLAGS, new byte[] {0, 0, 0, (byte) direction.bits()});
        }
        end();
    }

    private void completeChecksum(PacketBuffer packet, int at) {
        if (packet.checksumState() == ChecksumState.PARTIAL) {
            int from = packet.checksumStart() - packet.start();
            int checksum = Checksum.of(scratch, at + from, packet.length() - from);
            Bytes.put16(scratch, at + from + packet.checksumOffset(), checksum == 0 ? 0xFFFF : checksum);
        }
    }

    /**
     * Tells how many packets an interface saw and how many of them are missing here.
     *
     * @throws IOException if the stream fails
     */
    public synchronized void statistics(int interfaceId, long timeNanos, long received, long dropped)
            throws IOException {
        begin(INTERFACE_STATISTICS);
        put32(interfaceId);
        put64(timeNanos);
        byte[] count = new byte[8];
        Bytes.put64(count, 0, received);
        option(OPTION_RECEIVED, count);
        Bytes.put64(count, 0, dropped);
        option(OPTION_DROPPED, count);
        end();
    }

    /**
     * Flushes the stream.
     *
     * @throws IOException if the stream fails
     */
    public synchronized void flush() throws IOException {
        out.flush();
    }

    /** Closes the stream. */
    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    private void begin(int type) {
        length = 0;
        put32(type);
        put32(0);
    }

    private void end() throws IOException {
        put32(OPTION_END);
        int total = length + 4;
        Bytes.put32(scratch, 4, total);
        put32(total);
        out.write(scratch, 0, length);
    }

    private void option(int code, byte[] value) {
        int valueLength = Math.min(value.length, MAX_OPTION);
        put32(code << 16 | valueLength);
        putPadded(value, 0, valueLength);
    }

    private void put32(int value) {
        ensure(4);
        Bytes.put32(scratch, length, value);
        length += 4;
    }

    /** A time is two 32-bit words, the upper one first: in this byte order the same as one of 64 bits. */
    private void put64(long value) {
        ensure(8);
        Bytes.put64(scratch, length, value);
        length += 8;
    }

    private void putPadded(byte[] bytes, int at, int count) {
        int padded = count + 3 & ~3;
        ensure(padded);
        System.arraycopy(bytes, at, scratch, length, count);
        Arrays.fill(scratch, length + count, length + padded, (byte) 0);
        length += padded;
    }

    private void ensure(int more) {
        if (length + more > scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(length + more, 2 * scratch.length));
        }
    }
}
