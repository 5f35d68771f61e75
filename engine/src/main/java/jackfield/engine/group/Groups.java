package jackfield.engine.group;

import jackfield.engine.base.DeadlineHeap;
import jackfield.engine.base.DropReason;
import jackfield.engine.base.Drops;
import jackfield.engine.ip.Egress;
import jackfield.engine.route.Interfaces;
import jackfield.engine.route.IpInterface;
import jackfield.engine.route.Routes;
import jackfield.engine.route.SourceFilter;
import jackfield.wire.GroupDecoded;
import jackfield.wire.GroupQuery;
import jackfield.wire.IpAddress;
import jackfield.wire.IpPacket;
import jackfield.wire.Malformed;
import jackfield.wire.PacketPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The groups of the host: what its sockets want together, set on the interface and told to the routers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1112#section-7">RFC 1112, 7</a>; RFC 3376, 3.2
 */
public final class Groups {
    private record Link(int interfaceId, boolean isIpv4) {}

    private final Interfaces interfaces;
    private final Routes routes;
    private final Egress egress;
    private final PacketPool pool;
    private final DeadlineHeap timers;
    private final Drops drops;
    private final RandomGenerator random;
    private final List<Memberships> sockets = new ArrayList<>();
    private final SequencedMap<Link, Reporter> reporters = new LinkedHashMap<>();

    /** Makes a host in no group. */
    public Groups(
            Interfaces interfaces,
            Routes routes,
            Egress egress,
            PacketPool pool,
            DeadlineHeap timers,
            Drops drops,
            RandomGenerator random) {
        this.interfaces = interfaces;
        this.routes = routes;
        this.egress = egress;
        this.pool = pool;
        this.timers = timers;
        this.drops = drops;
        this.random = random;
    }

    /**
     * {@return the interface that a call means: by number, else by one of its addresses, else the one that the route
     * to the group leads by; null if there is none}
     */
    @Nullable
    IpInterface find(IpAddress group, int interfaceId, IpAddress address) {
        if (interfaceId != Interfaces.ANY) {
            return interfaces.find(interfaceId);
        }
        if (address.isAny()) {
            return routes.viaOfGroup(group);
        }
        for (IpInterface candidate : interfaces.all()) {
            if (candidate.owns(address.high(), address.low())) {
                return candidate;
            }
        }
        return null;
    }

    void add(Memberships socket) {
        sockets.add(socket);
    }

    void remove(Memberships socket) {
        sockets.remove(socket);
    }

    /** What a socket wants of a group has changed. */
    void changed(long now, int interfaceId, IpAddress group) {
        List<SourceFilter> wanted = new ArrayList<>();
        for (Memberships socket : sockets) {
            SourceFilter filter = socket.filter(group, interfaceId);
            if (filter != null) {
                wanted.add(filter);
            }
        }
        IpInterface via = interfaces.of(interfaceId);
        SourceFilter all = SourceFilter.union(wanted);
        if (!all.equals(via.joined().filter(group))) {
            via.joined().set(group, all);
            if (!via.isLoopback()) {
                reporter(via, group.isIpv4()).onChange(now, group, all);
            }
        }
    }

    private Reporter reporter(IpInterface via, boolean isIpv4) {
        return reporters.computeIfAbsent(
                new Link(via.id(), isIpv4),
                link -> new Reporter(via, new Reports(via, isIpv4, egress, pool), timers, random));
    }

    /** An interface was taken up. */
    public void onUp(long now, IpInterface via) {
        reporters.forEach((link, reporter) -> {
            if (link.interfaceId == via.id()) {
                reporter.onUp(now);
            }
        });
    }

    /** Input: an IGMP packet. Reports of others are of no use to us; borrowed. */
    public void onIgmp(long now, IpInterface in, byte[] bytes, IpPacket ip) {
        boolean isQuery = ip.payloadLength() > 0 && (bytes[ip.payloadAt()] & 0xFF) == GroupQuery.IGMP_QUERY;
        if (isQuery) {
            onQuery(now, in, true, GroupQuery.decodeIgmp(bytes, ip));
        }
    }

    /** Input: an ICMPv6 packet that is a query of MLD, borrowed. */
    public void onMld(long now, IpInterface in, byte[] bytes, IpPacket ip) {
        onQuery(now, in, false, GroupQuery.decodeMld(bytes, ip));
    }

    private void onQuery(long now, IpInterface in, boolean isIpv4, GroupDecoded decoded) {
        switch (decoded) {
            case Malformed fault -> drops.count(fault);
            case GroupQuery query -> {
                if (in.isLoopback()) {
                    drops.count(DropReason.MARTIAN);
                } else {
                    reporter(in, isIpv4).onQuery(now, query);
                }
            }
        }
    }
}
