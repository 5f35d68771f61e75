package jackfield.engine;

import jackfield.wire.MacAddress;

/**
 * What an engine must know of one of its interfaces.
 *
 * @param name as {@code ip link} would show it
 * @param mac the hardware address; {@link MacAddress#NONE} for a link that carries bare IP packets
 * @param mtu longest IP packet, bytes
 * @param checksumOffload whether packets may be handed down with a PARTIAL transport checksum
 * @param superSegmentBytes longest text of a super-segment the link cuts itself; 0 if it cannot
 */
public record InterfaceConfig(String name, MacAddress mac, int mtu, boolean checksumOffload, int superSegmentBytes) {
    /** {@return an Ethernet interface without offloads} */
    public static InterfaceConfig ethernet(String name, MacAddress mac, int mtu) {
        return new InterfaceConfig(name, mac, mtu, false, 0);
    }

    /** {@return an interface for bare IP packets without offloads} */
    public static InterfaceConfig ip(String name, int mtu) {
        return new InterfaceConfig(name, MacAddress.NONE, mtu, false, 0);
    }

    /** {@return whether packets of this interface are Ethernet frames} */
    public boolean isEthernet() {
        return !mac.equals(MacAddress.NONE);
    }
}
