package jackfield.engine.endpoint;

import jackfield.engine.base.Errno;
import jackfield.engine.ip.IpFields;
import jackfield.engine.route.Path;
import jackfield.wire.IpAddress;
import jackfield.wire.IpEcn;
import jackfield.wire.IpProtocol;
import org.jspecify.annotations.Nullable;

/** Which addresses an endpoint of one family may bind to and send to, and by which way. */
final class Addressing {
    private final Stack stack;
    private final boolean isIpv6;
    private final Options options;
    private IpAddress knownDestination;
    private IpAddress knownSource;
    private @Nullable Path known;
    private int knownDevice;
    private int generation = -1;
    private IpFields fields = new IpFields(0, 0, 0, false);
    private final @Nullable IpFields[] tcpFields = new IpFields[IpEcn.MASK + 1];

    Addressing(Stack stack, boolean isIpv6, Options options) {
        this.stack = stack;
        this.isIpv6 = isIpv6;
        this.options = options;
        knownDestination = any();
        knownSource = any();
    }

    /** {@return the unspecified address of the endpoint's family} */
    IpAddress any() {
        return isIpv6 ? IpAddress.ANY_IPV6 : IpAddress.ANY_IPV4;
    }

    /** {@return 0, or why the endpoint cannot bind to {@code address}; {@code groups}: whether to a group too} */
    int checkLocal(IpAddress address, boolean groups) {
        if (!isIpv6 && !address.isIpv4()) {
            return Errno.EAFNOSUPPORT.refusal();
        }
        if (isIpv6 && options.v6Only() && address.isIpv4()) {
            return Errno.EINVAL.refusal();
        }
        boolean isGroup = address.isMulticast() || stack.interfaces().isBroadcast(address.high(), address.low());
        boolean isThere = address.isAny() || stack.interfaces().isOwn(address) || groups && isGroup;
        return isThere ? 0 : Errno.EADDRNOTAVAIL.refusal();
    }

    /** {@return 0, or why the endpoint, bound to {@code local}, cannot reach the family of {@code remote}} */
    int checkRemote(IpAddress local, IpAddress remote) {
        if (!isIpv6) {
            return remote.isIpv4() ? 0 : Errno.EAFNOSUPPORT.refusal();
        }
        if (!remote.isIpv4()) {
            // Linux's ip6_dst_lookup_tail.
            return local.isIpv4() ? Errno.EAFNOSUPPORT.refusal() : 0;
        }
        return options.v6Only() || !local.isIpv4() && !local.isAny() ? Errno.ENETUNREACH.refusal() : 0;
    }

    /** {@return where a packet for {@code remote} really goes: the unspecified address means this host, as on Linux} */
    static IpAddress destination(IpAddress remote) {
        if (!remote.isAny()) {
            return remote;
        }
        return remote.isIpv4() ? IpAddress.LOOPBACK_IPV4 : IpAddress.LOOPBACK_IPV6;
    }

    /** {@return the way to {@code destination}, remembered from the last call; null if there is none} */
    @Nullable
    Path path(IpAddress destination, IpAddress local) {
        int current = stack.routes().generation();
        int device = options.deviceFor(destination);
        if (known == null
                || generation != current
                || knownDevice != device
                || !knownDestination.equals(destination)
                || !knownSource.equals(local)) {
            // An address that we only listen to is nothing to send from.
            IpAddress source = local.isMulticast() || stack.interfaces().isBroadcast(local.high(), local.low())
                    ? local.any()
                    : local;
            if (source.isAny() && destination.isIpv4() && destination.isMulticast()) {
                source = options.multicastSource();
            }
            known = stack.routes().find(destination, source, device);
            generation = current;
            knownDevice = device;
            knownDestination = destination;
            knownSource = local;
        }
        return known;
    }

    /** {@return the header fields of a packet for {@code destination}, remembered while they stay the same} */
    IpFields fields(int protocol, IpAddress destination, boolean dontFragment) {
        int hops = hopLimit(destination);
        int trafficClass = options.trafficClass();
        boolean loops = options.multicastLoop();
        if (fields.protocol() != protocol
                || fields.hopLimit() != hops
                || fields.trafficClass() != trafficClass
                || fields.dontFragment() != dontFragment
                || fields.loops() != loops) {
            fields = new IpFields(protocol, hops, trafficClass, dontFragment, loops);
        }
        return fields;
    }

    /**
     * {@return the same for a TCP segment whose ECN field TCP settles: the socket's own two bits do not count}
     *
     * @param mustCut whether no router believably takes whole packets
     */
    IpFields tcpFields(IpAddress destination, int ecn, boolean mustCut) {
        boolean isWhole = options.dontFragment(mustCut);
        int hops = hopLimit(destination);
        int trafficClass = options.trafficClass() & ~IpEcn.MASK | ecn;
        IpFields known = tcpFields[ecn];
        if (known == null
                || known.hopLimit() != hops
                || known.trafficClass() != trafficClass
                || known.dontFragment() != isWhole) {
            known = new IpFields(IpProtocol.TCP, hops, trafficClass, isWhole);
            tcpFields[ecn] = known;
        }
        return known;
    }

    /** {@return the hop limit of a packet for {@code destination}} */
    private int hopLimit(IpAddress destination) {
        return destination.isMulticast() ? options.multicastHopLimit() : options.hopLimit();
    }
}
