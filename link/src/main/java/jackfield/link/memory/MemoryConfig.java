package jackfield.link.memory;

import jackfield.link.LinkAbilities;

/**
 * What a {@link MemoryNetwork} is like; made from {@link #ofEthernet} or {@link #ofIp} and changed by its withers.
 *
 * @param ethernet whether it carries Ethernet frames; otherwise bare IP packets
 * @param mtu longest IP packet, bytes
 * @param checksums whether full checksums are made and verified, as on a real wire; otherwise both are left out
 * @param superSegmentBytes longest text of a super-segment carried whole; 0 for none
 * @param queuePackets packets that may wait at one port
 * @param queueBytes bytes that may wait at one port
 */
public record MemoryConfig(
        boolean ethernet, int mtu, boolean checksums, int superSegmentBytes, int queuePackets, int queueBytes) {
    /** Packets that may wait at a port, as Linux's txqueuelen. */
    public static final int DEFAULT_QUEUE_PACKETS = 1000;

    /** Bytes that may wait at a port: 64 super-segments. */
    public static final int DEFAULT_QUEUE_BYTES = 4 << 20;

    private static final int DEFAULT_MTU = 1500;

    /** @throws IllegalArgumentException if a number is out of range, or super-segments are to have full checksums */
    public MemoryConfig {
        if (queuePackets < 1 || queueBytes < mtu) {
            throw new IllegalArgumentException("a queue holds at least one packet of " + mtu + " bytes, not "
                    + queuePackets + " packets and " + queueBytes + " bytes");
        }
        abilities(ethernet, mtu, checksums, superSegmentBytes);
    }

    /** {@return an Ethernet with an MTU of 1500, without checksums and super-segments} */
    public static MemoryConfig ofEthernet() {
        return new MemoryConfig(true, DEFAULT_MTU, false, 0, DEFAULT_QUEUE_PACKETS, DEFAULT_QUEUE_BYTES);
    }

    /** {@return a network for bare IP packets with an MTU of 1500, without checksums and super-segments} */
    public static MemoryConfig ofIp() {
        return new MemoryConfig(false, DEFAULT_MTU, false, 0, DEFAULT_QUEUE_PACKETS, DEFAULT_QUEUE_BYTES);
    }

    /** {@return this with another MTU} */
    public MemoryConfig mtu(int bytes) {
        return new MemoryConfig(ethernet, bytes, checksums, superSegmentBytes, queuePackets, queueBytes);
    }

    /** {@return this with full checksums made and verified, or neither} */
    public MemoryConfig checksums(boolean real) {
        return new MemoryConfig(ethernet, mtu, real, superSegmentBytes, queuePackets, queueBytes);
    }

    /** {@return this with super-segments of so many bytes of text; 0 for none} */
    public MemoryConfig superSegmentBytes(int bytes) {
        return new MemoryConfig(ethernet, mtu, checksums, bytes, queuePackets, queueBytes);
    }

    /** {@return this with other bounds on what may wait at a port} */
    public MemoryConfig queue(int packets, int bytes) {
        return new MemoryConfig(ethernet, mtu, checksums, superSegmentBytes, packets, bytes);
    }

    LinkAbilities abilities() {
        return abilities(ethernet, mtu, checksums, superSegmentBytes);
    }

    private static LinkAbilities abilities(boolean ethernet, int mtu, boolean checksums, int superSegmentBytes) {
        return new LinkAbilities(ethernet, mtu, !checksums, superSegmentBytes, !checksums);
    }
}
