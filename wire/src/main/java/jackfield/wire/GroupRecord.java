package jackfield.wire;

import java.util.List;

/**
 * What a report says of one group: the same words for IGMPv3 and MLDv2.
 *
 * <pre>
 *   | type | aux length 0 | number of sources |  group, 4 or 16 bytes  |  sources, 4 or 16 bytes each ...
 * </pre>
 *
 * @param type one of the constants here
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3376#section-4.2.4">RFC 3376, 4.2.4</a>; RFC 3810, 5.2.4
 */
public record GroupRecord(int type, IpAddress group, List<IpAddress> sources) {
    public static final int MODE_IS_INCLUDE = 1;
    public static final int MODE_IS_EXCLUDE = 2;
    public static final int CHANGE_TO_INCLUDE = 3;
    public static final int CHANGE_TO_EXCLUDE = 4;
    public static final int ALLOW_NEW_SOURCES = 5;
    public static final int BLOCK_OLD_SOURCES = 6;

    private static final int HEADER = 4;

    public GroupRecord {
        sources = List.copyOf(sources);
    }

    /** {@return bytes on the wire} */
    public int length() {
        return HEADER + group.bits() / 8 * (1 + sources.size());
    }

    /** {@return how many sources a record has room for in {@code bytes}} */
    public static int room(int bytes, IpAddress group) {
        return (bytes - HEADER) / (group.bits() / 8) - 1;
    }

    /** {@return whether the sources are those that are not wanted, so that some may be left out (4.2.16)} */
    public boolean excludes() {
        return type == MODE_IS_EXCLUDE || type == CHANGE_TO_EXCLUDE;
    }

    /** Appends the record. */
    void append(PacketBuffer packet) {
        int at = packet.append(HEADER);
        Bytes.put32(packet.bytes(), at, type << 24 | sources.size());
        append(packet, group);
        for (IpAddress source : sources) {
            append(packet, source);
        }
    }

    static void append(PacketBuffer packet, IpAddress address) {
        byte[] bytes = address.toBytes();
        packet.append(bytes, 0, bytes.length);
    }
}
