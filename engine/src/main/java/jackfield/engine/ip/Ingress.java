package jackfield.engine.ip;

import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.wire.IpAddress;
import jackfield.wire.IpDecoded;
import jackfield.wire.IpPacket;
import jackfield.wire.IpProtocol;
import jackfield.wire.Malformed;
import jackfield.wire.PacketBuffer;
import jackfield.wire.PacketPool;
import org.jspecify.annotations.Nullable;

/**
 * The way up: is it an IP packet, can it be honest, is it ours, is it whole?
 *
 * <p>This host forwards nothing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1">RFC 1122, 3.2.1</a>; martians, RFC 1812, 5.3.7
 */
public final class Ingress {
    private final Interfaces interfaces;
    private final Reassembly reassembly;
    private final PacketPool pool;
    private final Drops drops;
    private final Upward upward;

    /** Makes the way up to {@code upward}. */
    public Ingress(Interfaces interfaces, Reassembly reassembly, PacketPool pool, Drops drops, Upward upward) {
        this.interfaces = interfaces;
        this.reassembly = reassembly;
        this.pool = pool;
        this.drops = drops;
        this.upward = upward;
    }

    /**
     * Input: an IP packet, borrowed; its header is at {@code packet.start()}.
     *
     * @param groupFrame whether the link's frame was meant for more than this host
     */
    public void onPacket(long now, IpInterface in, PacketBuffer packet, boolean groupFrame) {
        onPacket(now, in, packet, groupFrame, false);
    }

    /** Input: what this host itself sent to a group that it has joined on {@code in}: IP_MULTICAST_LOOP. Borrowed. */
    public void onLooped(long now, IpInterface in, PacketBuffer packet) {
        onPacket(now, in, packet, true, true);
    }

    private void onPacket(long now, IpInterface in, PacketBuffer packet, boolean groupFrame, boolean isLooped) {
        IpDecoded decoded = IpPacket.decode(packet.bytes(), packet.start(), packet.end());
        switch (decoded) {
            case Malformed fault -> drops.count(fault);
            case IpPacket ip -> {
                boolean toGroup = isGroup(in, ip);
                @Nullable DropReason reason = refusal(in, ip, toGroup, isLooped);
                if (reason != null) {
                    drops.count(reason);
                } else if (ip.isFragment()) {
                    onFragment(now, in, packet, ip, groupFrame || toGroup);
                } else {
                    upward.onPacket(now, in, packet, ip, groupFrame || toGroup);
                }
            }
        }
    }

    private static boolean isGroup(IpInterface in, IpPacket ip) {
        return isMulticast(ip.destinationHigh(), ip.destinationLow())
                || in.isBroadcast(ip.destinationHigh(), ip.destinationLow());
    }

    private @Nullable DropReason refusal(IpInterface in, IpPacket ip, boolean toGroup, boolean isLooped) {
        long high = ip.destinationHigh();
        long low = ip.destinationLow();
        if (in.isLoopback() && !toGroup) {
            return interfaces.isOwn(high, low) ? null : DropReason.NOT_OUR_ADDRESS;
        }
        if (!in.isLoopback() && !isLooped && (isMartianSource(ip) || isNowhere(high, low))) {
            return DropReason.MARTIAN;
        }
        if (toGroup) {
            boolean isMulticast = isMulticast(high, low);
            return !isMulticast || in.listensTo(ip.destination(), ip.source()) ? null : DropReason.NOT_OUR_ADDRESS;
        }
        return interfaces.isOwn(high, low) ? null : DropReason.NOT_OUR_ADDRESS;
    }

    /** RFC 1122, 3.2.1.3: groups, loopback and ourselves cannot send to us from outside; the last is LAND's trick. */
    private boolean isMartianSource(IpPacket ip) {
        long high = ip.sourceHigh();
        long low = ip.sourceLow();
        boolean isUnspecified = high == 0 && (low == 0 || low == IpAddress.lowOfIpv4(0));
        if (isUnspecified) {
            // Only who has no address yet may say so: to all (DHCP), or to a group (duplicate address detection).
            // A switch that asks for groups has none either.
            return ip.isIpv4()
                    ? ip.destinationLow() != IpAddress.BROADCAST.low() && ip.protocol() != IpProtocol.IGMP
                    : !isMulticast(ip.destinationHigh(), ip.destinationLow());
        }
        return isMulticast(high, low)
                || isNowhere(high, low)
                || low == IpAddress.BROADCAST.low() && high == 0
                || interfaces.isOwn(high, low)
                || interfaces.isBroadcast(high, low);
    }

    /** {@return whether an address is in 127.0.0.0/8 or 0.0.0.0/8, or is ::1 or ::} */
    private static boolean isNowhere(long high, long low) {
        if (IpAddress.isIpv4(high, low)) {
            int network = (int) low >>> 24;
            return network == 127 || network == 0;
        }
        return high == 0 && (low == 0 || low == 1);
    }

    private static boolean isMulticast(long high, long low) {
        return IpAddress.isIpv4(high, low) ? (int) low >>> 28 == 14 : high >>> 56 == 0xFF;
    }

    private void onFragment(long now, IpInterface in, PacketBuffer packet, IpPacket ip, boolean toGroup) {
        PacketBuffer whole = reassembly.add(now, in, packet, ip);
        if (whole == null) {
            return;
        }
        switch (IpPacket.decode(whole.bytes(), whole.start(), whole.end())) {
            case Malformed fault -> drops.count(fault);
            case IpPacket joined -> {
                if (joined.isFragment()) {
                    // A fragment header within the joined packet: nobody honest cuts a fragment's inside.
                    drops.count(Malformed.FRAGMENT);
                } else {
                    upward.onPacket(now, in, whole, joined, toGroup);
                }
            }
        }
        pool.release(whole);
    }
}
