package jackfield.engine.group;

import jackfield.engine.base.Errno;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.engine.route.SourceFilter;
import jackfield.wire.IpAddress;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The groups that one socket has joined, each on one interface, and whose packets it wants.
 *
 * <p>Interfaces are named by number or, with none, by an address of theirs; both unspecified leave it to the route.
 *
 * @see <a href="https://man7.org/linux/man-pages/man7/ip.7.html">ip(7)</a>; RFC 3678, 4
 */
public final class Memberships {
    /** Linux's {@code igmp_max_memberships}, of IPv4 alone. */
    private static final int MOST_GROUPS = 20;

    /** Linux's {@code igmp_max_msf}. */
    private static final int MOST_SOURCES = 10;

    /** What is done to a source of a group. */
    public enum SourceChange {
        JOIN,
        LEAVE,
        BLOCK,
        UNBLOCK
    }

    private static final class Joined {
        final IpAddress group;
        final int interfaceId;
        final IpAddress address;
        SourceFilter filter;

        Joined(IpAddress group, int interfaceId, IpAddress address, SourceFilter filter) {
            this.group = group;
            this.interfaceId = interfaceId;
            this.address = address;
            this.filter = filter;
        }
    }

    private final Groups groups;
    private final ArrayList<Joined> all = new ArrayList<>();
    private boolean hearsAllIpv4;
    private boolean hearsAllIpv6 = true;

    /** Makes a socket in no group; one of IPv6 hears of IPv4 only what it joins itself, as on Linux. */
    public Memberships(Groups groups, boolean isIpv6) {
        this.groups = groups;
        hearsAllIpv4 = !isIpv6;
    }

    /**
     * {@return IP_MULTICAST_ALL or IPV6_MULTICAST_ALL: whether groups that only others of this host have joined are
     * heard, too}
     */
    public boolean hearsAll(boolean isIpv4) {
        return isIpv4 ? hearsAllIpv4 : hearsAllIpv6;
    }

    /** Sets IP_MULTICAST_ALL or IPV6_MULTICAST_ALL. */
    public void hearsAll(boolean isIpv4, boolean on) {
        if (isIpv4) {
            hearsAllIpv4 = on;
        } else {
            hearsAllIpv6 = on;
        }
    }

    /** {@return the interface of a number or, below 0, of an address of its own; -1 if there is none} */
    public int device(int interfaceId, IpAddress address) {
        IpInterface found = interfaceId < 0 && address.isAny() ? null : groups.find(address, interfaceId, address);
        return found == null ? Interfaces.ANY : found.id();
    }

    /** {@return 0, or -EINVAL (no group), -ENODEV, -EADDRINUSE (joined already), -ENOBUFS} */
    public int join(long now, IpAddress group, int interfaceId, IpAddress address) {
        return join(now, group, interfaceId, address, SourceFilter.EVERYBODY);
    }

    private int join(long now, IpAddress group, int interfaceId, IpAddress address, SourceFilter filter) {
        if (!group.isMulticast()) {
            return Errno.EINVAL.refusal();
        }
        IpInterface via = groups.find(group, interfaceId, address);
        if (via == null) {
            return Errno.ENODEV.refusal();
        }
        if (find(group, via.id()) != null) {
            return Errno.EADDRINUSE.refusal();
        }
        if (group.isIpv4() && all.size() >= MOST_GROUPS) {
            return Errno.ENOBUFS.refusal();
        }
        if (all.isEmpty()) {
            groups.add(this);
        }
        all.add(new Joined(group, via.id(), address, filter));
        groups.changed(now, via.id(), group);
        return 0;
    }

    /** {@return 0, or -EINVAL (no group), -ENODEV, -EADDRNOTAVAIL (not joined)} */
    public int leave(long now, IpAddress group, int interfaceId, IpAddress address) {
        if (!group.isMulticast()) {
            return Errno.EINVAL.refusal();
        }
        if (interfaceId < 0 && address.isAny() && groups.find(group, interfaceId, address) == null) {
            return Errno.ENODEV.refusal();
        }
        for (Joined joined : all) {
            boolean isMeant = interfaceId >= 0
                    ? joined.interfaceId == interfaceId
                    : address.isAny() || joined.address.equals(address);
            if (joined.group.equals(group) && isMeant) {
                leave(now, joined);
                return 0;
            }
        }
        return Errno.EADDRNOTAVAIL.refusal();
    }

    private void leave(long now, Joined joined) {
        all.remove(joined);
        if (all.isEmpty()) {
            groups.remove(this);
        }
        groups.changed(now, joined.interfaceId, joined.group);
    }

    /**
     * Joins or leaves a group for one source, or blocks one where all are heard.
     *
     * @return 0, or -EINVAL (no group, not joined, or joined the other way), -ENODEV, -EADDRNOTAVAIL (done already or
     *     never), -ENOBUFS
     */
    public int change(
            long now, SourceChange change, IpAddress group, int interfaceId, IpAddress address, IpAddress source) {
        if (!group.isMulticast()) {
            return Errno.EINVAL.refusal();
        }
        IpInterface via = groups.find(group, interfaceId, address);
        if (via == null) {
            return Errno.ENODEV.refusal();
        }
        Joined joined = find(group, via.id());
        if (joined == null && change == SourceChange.JOIN) {
            return join(now, group, interfaceId, address, SourceFilter.NOBODY.with(source, true));
        }
        if (joined == null) {
            return Errno.EINVAL.refusal();
        }
        boolean isOfBlocked = change == SourceChange.BLOCK || change == SourceChange.UNBLOCK;
        if (joined.filter.excludes() != isOfBlocked) {
            // Linux: a filter without sources may become one of the other kind.
            if (!joined.filter.sources().isEmpty()) {
                return Errno.EINVAL.refusal();
            }
            joined.filter = isOfBlocked ? SourceFilter.EVERYBODY : SourceFilter.NOBODY;
        }
        boolean adds = change == SourceChange.JOIN || change == SourceChange.BLOCK;
        if (joined.filter.sources().contains(source) == adds) {
            return Errno.EADDRNOTAVAIL.refusal();
        }
        if (adds && joined.filter.sources().size() >= MOST_SOURCES) {
            return Errno.ENOBUFS.refusal();
        }
        SourceFilter changed = joined.filter.with(source, adds);
        if (changed.isNobody()) {
            leave(now, joined);
        } else {
            joined.filter = changed;
            groups.changed(now, via.id(), group);
        }
        return 0;
    }

    private @Nullable Joined find(IpAddress group, int interfaceId) {
        for (int i = 0; i < all.size(); i++) {
            Joined joined = all.get(i);
            if (joined.interfaceId == interfaceId && joined.group.equals(group)) {
                return joined;
            }
        }
        return null;
    }

    @Nullable
    SourceFilter filter(IpAddress group, int interfaceId) {
        Joined joined = find(group, interfaceId);
        return joined == null ? null : joined.filter;
    }

    /** {@return whether the socket hears what {@code source} sent to {@code group}, which came in by an interface} */
    public boolean hears(IpAddress group, int interfaceId, IpAddress source) {
        Joined joined = find(group, interfaceId);
        return joined == null ? hearsAll(group.isIpv4()) : joined.filter.allows(source);
    }

    /** Leaves all groups: the socket is closed. */
    public void close(long now) {
        while (!all.isEmpty()) {
            leave(now, all.getLast());
        }
    }
}
