package jackfield.link.linux;

import jackfield.wire.Bytes;
import jackfield.wire.EtherType;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketBuffer.ChecksumState;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The header that tells the kernel, and that the kernel tells, what is still to be done to a packet.
 *
 * <pre>
 *   0       1          2         4          6            8             10
 *   | flags | gso_type | hdr_len | gso_size | csum_start | csum_offset | packet ...
 * </pre>
 *
 * <p>Fields are in the byte order of the machine, as TUN has them unless told otherwise. {@code csum_start} counts from
 * the first byte of the packet; the checksum field then holds the folded pseudo-header sum, as it does in a
 * {@link PacketBuffer} that is {@code PARTIAL}.
 *
 * @see <a href="https://docs.oasis-open.org/virtio/virtio/v1.3/virtio-v1.3.html">VIRTIO 1.3, 5.1.6</a>
 */
final class VirtioHeader {
    /** Bytes of the header without {@code num_buffers}. */
    static final int LENGTH = 10;

    static final int NEEDS_CSUM = 1;
    static final int DATA_VALID = 2;

    static final int GSO_NONE = 0;
    static final int GSO_TCPV4 = 1;
    static final int GSO_TCPV6 = 4;
    static final int GSO_ECN = 0x80;

    private static final int TYPE_AT = 12;
    private static final int PROVIDER_TAG = 0x88A8;
    private static final int TCP_DATA_OFFSET = 12;
    private static final int TCP_FLAGS = 13;
    private static final int CWR = 0x80;

    private static final VarHandle NATIVE_SHORT = MethodHandles.byteArrayViewVarHandle(
                    short[].class, ByteOrder.nativeOrder())
            .withInvokeExactBehavior();

    private VirtioHeader() {}

    /** Writes the header for {@code packet} into the ten bytes from {@code at}. */
    static void encode(PacketBuffer packet, boolean ethernet, byte[] bytes, int at) {
        boolean partial = packet.checksumState() == ChecksumState.PARTIAL;
        int checksumStart = partial ? packet.checksumStart() - packet.start() : 0;
        bytes[at] = (byte) (partial ? NEEDS_CSUM : 0);
        bytes[at + 1] = GSO_NONE;
        put(bytes, at + 2, 0);
        put(bytes, at + 4, 0);
        put(bytes, at + 6, checksumStart);
        put(bytes, at + 8, partial ? packet.checksumOffset() : 0);
        if (partial && packet.segmentSize() > 0) {
            int tcpAt = packet.checksumStart();
            int headerLength = checksumStart + (Bytes.u8(packet.bytes(), tcpAt + TCP_DATA_OFFSET) >>> 4 << 2);
            // A packet of one segment only is no super-segment, whatever was meant.
            if (packet.length() - headerLength > packet.segmentSize()) {
                boolean reducesWindow = (packet.bytes()[tcpAt + TCP_FLAGS] & CWR) != 0;
                bytes[at + 1] =
                        (byte) ((isIpv4(packet, ethernet) ? GSO_TCPV4 : GSO_TCPV6) | (reducesWindow ? GSO_ECN : 0));
                put(bytes, at + 2, headerLength);
                put(bytes, at + 4, packet.segmentSize());
            }
        }
    }

    private static boolean isIpv4(PacketBuffer packet, boolean ethernet) {
        byte[] bytes = packet.bytes();
        int at = packet.start();
        if (!ethernet) {
            return bytes[at] >>> 4 == 4;
        }
        int typeAt = at + TYPE_AT;
        while (isTag(Bytes.u16(bytes, typeAt))) {
            typeAt += 4;
        }
        return Bytes.u16(bytes, typeAt) == EtherType.IPV4;
    }

    private static boolean isTag(int type) {
        return type == EtherType.VLAN || type == PROVIDER_TAG;
    }

    /** Marks on {@code packet} what the ten bytes from {@code at} say of it. {@return false if that cannot be true} */
    static boolean decode(byte[] bytes, int at, PacketBuffer packet) {
        int flags = bytes[at];
        int type = bytes[at + 1] & 0xFF & ~GSO_ECN;
        if ((flags & NEEDS_CSUM) != 0) {
            int start = get(bytes, at + 6);
            int offset = get(bytes, at + 8);
            if (start + offset + 2 > packet.length()) {
                return false;
            }
            packet.markChecksumPartial(packet.start() + start, offset);
        } else if ((flags & DATA_VALID) != 0) {
            packet.markChecksumVerified();
        }
        if (type == GSO_TCPV4 || type == GSO_TCPV6) {
            packet.segmentSize(get(bytes, at + 4));
            return packet.segmentSize() > 0;
        }
        return type == GSO_NONE;
    }

    private static int get(byte[] bytes, int at) {
        return (short) NATIVE_SHORT.get(bytes, at) & 0xFFFF;
    }

    private static void put(byte[] bytes, int at, int value) {
        NATIVE_SHORT.set(bytes, at, (short) value);
    }
}
