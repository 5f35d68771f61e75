package jackfield.socket;

import jackfield.wire.MacAddress;
import java.net.SocketAddress;

/**
 * One end of a packet socket: an interface, an EtherType and a hardware address; Linux's {@code sockaddr_ll}.
 *
 * <p>Immutable; equal if all three are.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/packet.7.html">packet(7)</a>
 */
public final class LinkAddress extends SocketAddress {
    /** The interface number that stands for all of them. */
    public static final int ANY_INTERFACE = -1;

    private static final long serialVersionUID = 1;

    private final int interfaceId;
    private final int etherType;
    private final long mac;

    private LinkAddress(int interfaceId, int etherType, MacAddress mac) {
        this.interfaceId = interfaceId;
        this.etherType = etherType;
        this.mac = mac.bits();
    }

    /**
     * {@return an address}
     *
     * @param interfaceId the back end's number of the interface, or {@link #ANY_INTERFACE}
     * @param etherType 0 keeps the one the socket was made with
     * @param mac {@link MacAddress#NONE} where none is needed
     */
    public static LinkAddress of(int interfaceId, int etherType, MacAddress mac) {
        return new LinkAddress(interfaceId, etherType, mac);
    }

    /** {@return an address for {@code bind}, or for sending whole frames, which bear their own header} */
    public static LinkAddress of(int interfaceId) {
        return new LinkAddress(interfaceId, 0, MacAddress.NONE);
    }

    public int interfaceId() {
        return interfaceId;
    }

    public int etherType() {
        return etherType;
    }

    public MacAddress mac() {
        return new MacAddress(mac);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkAddress that
                && interfaceId == that.interfaceId
                && etherType == that.etherType
                && mac == that.mac;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(mac) * 31 + interfaceId ^ etherType;
    }

    /** {@return {@code 02:00:00:00:00:01%1 type 0x806}, without what is not given} */
    @Override
    public String toString() {
        return (mac == 0 ? "" : mac().toString())
                + "%" + interfaceId
                + (etherType == 0 ? "" : " type 0x" + Integer.toHexString(etherType));
    }
}
