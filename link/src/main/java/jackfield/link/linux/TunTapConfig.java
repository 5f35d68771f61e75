package jackfield.link.linux;

import jackfield.link.LinkAbilities;
import jackfield.wire.IpPrefix;
import jackfield.wire.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which TUN or TAP device to open and how; made from {@link #tap} or {@link #tun} and changed by its withers.
 *
 * @param name the device's name; with {@code %d} in it the kernel finds a free number
 * @param ethernet whether it is a TAP (Ethernet frames) or a TUN (bare IP packets)
 * @param mac our side's hardware address; {@link MacAddress#NONE} for one made up
 * @param mtu the device's MTU to be set, bytes; 0 to leave it
 * @param peerAddresses addresses to give to the kernel's side: at most one of IPv4, any number of IPv6
 * @param namespace the network namespace of the device, as {@code ip netns} names it; empty for the process's own
 * @param offloads whether to ask for partial checksums and super-segments
 */
public record TunTapConfig(
        String name,
        boolean ethernet,
        MacAddress mac,
        int mtu,
        List<IpPrefix> peerAddresses,
        String namespace,
        boolean offloads) {

    /** @throws IllegalArgumentException if no device can be called so, or another part is out of range */
    public TunTapConfig {
        peerAddresses = List.copyOf(peerAddresses);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        boolean spelledWell = name.chars().noneMatch(c -> c <= ' ' || c == '/' || c == ':' || c == 0x7F);
        if (bytes == 0 || bytes >= Ifreq.NAME_LENGTH || !spelledWell || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(
                    "a device's name has 1 to 15 bytes without space, '/' and ':', unlike '" + name + "'");
        }
        if (mac.isGroup()) {
            throw new IllegalArgumentException(mac + " names a group of stations, not one");
        }
        if (mtu != 0 && (mtu < LinkAbilities.MIN_MTU || mtu > LinkAbilities.MAX_MTU)) {
            throw new IllegalArgumentException("an MTU is " + LinkAbilities.MIN_MTU + " to " + LinkAbilities.MAX_MTU
                    + " bytes, or 0 to leave it, not " + mtu);
        }
        if (peerAddresses.stream().filter(address -> address.address().isIpv4()).count() > 1) {
            throw new IllegalArgumentException("the kernel's side takes one IPv4 address, not " + peerAddresses);
        }
        if (namespace.contains("/") || namespace.equals(".") || namespace.equals("..")) {
            throw new IllegalArgumentException("not the name of a network namespace: '" + namespace + "'");
        }
    }

    /** {@return a TAP device: Ethernet frames} */
    public static TunTapConfig tap(String name) {
        return new TunTapConfig(name, true, MacAddress.NONE, 0, List.of(), "", true);
    }

    /** {@return a TUN device: bare IP packets} */
    public static TunTapConfig tun(String name) {
        return new TunTapConfig(name, false, MacAddress.NONE, 0, List.of(), "", true);
    }

    /** {@return this with our side's hardware address given} */
    public TunTapConfig mac(MacAddress address) {
        return new TunTapConfig(name, ethernet, address, mtu, peerAddresses, namespace, offloads);
    }

    /** {@return this with an MTU to be set} */
    public TunTapConfig mtu(int bytes) {
        return new TunTapConfig(name, ethernet, mac, bytes, peerAddresses, namespace, offloads);
    }

    /** {@return this with one more address for the kernel's side} */
    public TunTapConfig peerAddress(IpPrefix address) {
        List<IpPrefix> more =
                Stream.concat(peerAddresses.stream(), Stream.of(address)).toList();
        return new TunTapConfig(name, ethernet, mac, mtu, more, namespace, offloads);
    }

    /** {@return this in a network namespace made by {@code ip netns add}} */
    public TunTapConfig namespace(String newNamespace) {
        return new TunTapConfig(name, ethernet, mac, mtu, peerAddresses, newNamespace, offloads);
    }

    /** {@return this with partial checksums and super-segments asked for, or not} */
    public TunTapConfig offloads(boolean wanted) {
        return new TunTapConfig(name, ethernet, mac, mtu, peerAddresses, namespace, wanted);
    }

    /** {@return "tap" or "tun", as {@code ip tuntap} calls it} */
    public String mode() {
        return ethernet ? "tap" : "tun";
    }
}
