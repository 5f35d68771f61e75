package jackfield.wire;

/**
 * One packet in a byte array, with room in front for the headers of the layers below.
 *
 * <pre>
 *   bytes  |  headroom  |  packet                  |  tailroom  |
 *          0          start                       end        capacity
 * </pre>
 *
 * <p>Going down a layer prepends to the packet, going up moves {@code start} over a header. What an offloading link
 * must know of the packet travels with it: how far its transport checksum is done and, for a super-segment, how long
 * each segment cut from it is to be.
 *
 * <p>A buffer has one owner; passing it on gives it away unless the method says that it borrows. Not thread-safe.
 */
public final class PacketBuffer {
    /** Room for an Ethernet header with a VLAN tag, an IPv6 header and the longest TCP header, rounded up. */
    public static final int HEADROOM = 128;

    /** How far the transport checksum of a packet is done. */
    public enum ChecksumState {
        /** The field holds a full checksum that nobody has verified. */
        COMPLETE,
        /** The sender is trusted or the link has verified it: need not be verified again. */
        VERIFIED,
        /**
         * The field holds the folded pseudo-header sum; the range from {@link #checksumStart} is still to be summed.
         */
        PARTIAL
    }

    private final byte[] bytes;
    private int start;
    private int end;
    private ChecksumState checksumState = ChecksumState.COMPLETE;
    private int checksumStart;
    private int checksumOffset;
    private int segmentSize;

    /** Makes an empty buffer of {@code capacity} bytes, headroom included. */
    public PacketBuffer(int capacity) {
        bytes = new byte[capacity];
        clear(Math.min(HEADROOM, capacity));
    }

    /** {@return a buffer that holds a copy of {@code packet}, with headroom} */
    public static PacketBuffer copyOf(byte[] packet) {
        var buffer = new PacketBuffer(HEADROOM + packet.length);
        buffer.append(packet, 0, packet.length);
        return buffer;
    }

    /** Empties the buffer, forgets what was said of its packet, and leaves {@code headroom} bytes in front. */
    public void clear(int headroom) {
        if (headroom < 0 || headroom > bytes.length) {
            throw new IllegalArgumentException("headroom " + headroom + " of capacity " + bytes.length);
        }
        start = headroom;
        end = headroom;
        checksumState = ChecksumState.COMPLETE;
        checksumStart = 0;
        checksumOffset = 0;
        segmentSize = 0;
    }

    /** {@return the array; the packet is the bytes from {@link #start} to {@link #end}} */
    public byte[] bytes() {
        return bytes;
    }

    /** {@return where the packet begins} */
    public int start() {
        return start;
    }

    /** {@return where the packet ends, exclusive} */
    public int end() {
        return end;
    }

    /** {@return bytes in the packet} */
    public int length() {
        return end - start;
    }

    /** {@return bytes that could still be appended} */
    public int tailroom() {
        return bytes.length - end;
    }

    /** {@return bytes of the array} */
    public int capacity() {
        return bytes.length;
    }

    /** Takes {@code length} bytes of headroom into the packet. {@return where they begin} */
    public int prepend(int length) {
        if (length < 0 || length > start) {
            throw new IllegalArgumentException("no headroom for " + length + " bytes, only " + start);
        }
        start -= length;
        return start;
    }

    /** Takes {@code length} bytes of tailroom into the packet. {@return where they begin} */
    public int append(int length) {
        if (length < 0 || length > tailroom()) {
            throw new IllegalArgumentException("no tailroom for " + length + " bytes, only " + tailroom());
        }
        int at = end;
        end += length;
        return at;
    }

    /** Appends a copy of a range. */
    public void append(byte[] source, int at, int length) {
        System.arraycopy(source, at, bytes, append(length), length);
    }

    /** Moves {@code start} over {@code length} bytes: the header of the layer below, when going up. */
    public void skip(int length) {
        if (length < 0 || length > length()) {
            throw new IllegalArgumentException("cannot skip " + length + " of " + length() + " bytes");
        }
        start += length;
    }

    /** Puts {@code start} back to {@code at}, to see again a header that was skipped. */
    public void rewindTo(int at) {
        if (at < 0 || at > start) {
            throw new IllegalArgumentException("cannot rewind from " + start + " to " + at);
        }
        start = at;
    }

    /** Cuts the packet to {@code length} bytes, dropping from its end. */
    public void trim(int length) {
        if (length < 0 || length > length()) {
            throw new IllegalArgumentException("cannot trim " + length() + " bytes to " + length);
        }
        end = start + length;
    }

    /** {@return a copy of the packet's bytes} */
    public byte[] toBytes() {
        byte[] copy = new byte[length()];
        System.arraycopy(bytes, start, copy, 0, copy.length);
        return copy;
    }

    /** Becomes a copy of {@code other}'s packet and of all that is said of it, with {@link #HEADROOM} in front. */
    public void copyFrom(PacketBuffer other) {
        clear(HEADROOM);
        append(other.bytes, other.start, other.length());
        int shift = start - other.start;
        checksumState = other.checksumState;
        checksumStart = other.checksumStart + shift;
        checksumOffset = other.checksumOffset;
        segmentSize = other.segmentSize;
    }

    /** {@return how far the transport checksum is done} */
    public ChecksumState checksumState() {
        return checksumState;
    }

    /** {@return for {@code PARTIAL}: the index in {@link #bytes} where the range to sum begins} */
    public int checksumStart() {
        return checksumStart;
    }

    /** {@return for {@code PARTIAL}: where the field is, counted from {@link #checksumStart}} */
    public int checksumOffset() {
        return checksumOffset;
    }

    /** Says that the transport checksum need not be verified. */
    public void markChecksumVerified() {
        checksumState = ChecksumState.VERIFIED;
    }

    /** Says that the sum from index {@code at} to the end is left to the link; its field is {@code offset} bytes on. */
    public void markChecksumPartial(int at, int offset) {
        checksumState = ChecksumState.PARTIAL;
        checksumStart = at;
        checksumOffset = offset;
    }

    /** Does now what was left to the link, if anything was: afterwards the field holds the full checksum. */
    public void completeChecksum() {
        if (checksumState == ChecksumState.PARTIAL) {
            int checksum = Checksum.of(bytes, checksumStart, end - checksumStart);
            // RFC 768: a UDP checksum of zero means "none", so a sum of zero is sent as all ones. TCP may do the same.
            Bytes.put16(bytes, checksumStart + checksumOffset, checksum == 0 ? 0xFFFF : checksum);
            checksumState = ChecksumState.COMPLETE;
        }
    }

    /** {@return bytes of text in each segment to be cut from this super-segment; 0 if it is a single one} */
    public int segmentSize() {
        return segmentSize;
    }

    /** Says that this is a super-segment, to be cut into segments of {@code textBytes}; 0 takes it back. */
    public void segmentSize(int textBytes) {
        segmentSize = textBytes;
    }

    @Override
    public String toString() {
        return "PacketBuffer[" + length() + " bytes, headroom " + start + ", " + checksumState
                + (segmentSize > 0 ? ", segments of " + segmentSize : "") + "]";
    }
}
