package jackfield.engine.route;

import jackfield.wire.IpAddress;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The routing table of a host, longest prefix first; of equal prefixes the older first.
 *
 * <p>Our own addresses lie behind the loopback, whatever the table says. {@link #generation} tells whoever keeps a
 * {@link Path} when to ask again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1122#section-3.3.1">RFC 1122, 3.3.1</a>
 */
public final class Routes {
    private final Interfaces interfaces;
    private final ArrayList<Route> routes = new ArrayList<>();
    private int generation;

    /** Makes an empty table. */
    public Routes(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    /** Adds a route; the same one twice counts once. */
    public void add(Route route) {
        generation++;
        if (routes.contains(route)) {
            return;
        }
        int at = 0;
        while (at < routes.size()
                && routes.get(at).destination().length() >= route.destination().length()) {
            at++;
        }
        routes.add(at, route);
    }

    /** An interface changed: paths kept by others are no longer good. */
    public void changed() {
        generation++;
    }

    /** {@return a number that changes whenever a path may} */
    public int generation() {
        return generation;
    }

    /**
     * {@return how to get to {@code destination}; null if no route leads there or no source address fits}
     *
     * @param source the address to bear; unspecified lets the best one be chosen
     * @param interfaceId the only interface to leave by, or {@link Interfaces#ANY}
     */
    public @Nullable Path find(IpAddress destination, IpAddress source, int interfaceId) {
        if (interfaces.isOwn(destination)) {
            IpInterface loopback = interfaces.of(0);
            return new Path(loopback, destination, source.isAny() ? destination : source, false);
        }
        // RFC 4007, 6: an address of one link means nothing on another, so what bears it leaves by its own.
        boolean isOfOneLink = interfaceId == Interfaces.ANY && !source.isIpv4() && source.isLinkLocal();
        // Linux: the source that was chosen for a group says where to, too.
        boolean isChosen = interfaceId == Interfaces.ANY && destination.isMulticast() && !source.isAny();
        int only = isOfOneLink || isChosen ? interfaces.ownerOf(source) : interfaceId;
        Route route = lookup(destination, only);
        IpInterface out = route != null ? interfaces.of(route.interfaceId()) : null;
        if (out == null && isGroup(destination)) {
            out = firstUp(destination, only);
        }
        if (out == null) {
            return null;
        }
        boolean isGated = route != null && !route.gateway().isAny() && !isGroup(destination);
        IpAddress nextHop = route != null && isGated ? route.gateway() : destination;
        IpAddress chosen = source.isAny() ? source(out, destination) : source;
        return chosen == null
                ? null
                : new Path(out, nextHop, chosen, out.isBroadcast(destination.high(), destination.low()));
    }

    private static boolean isGroup(IpAddress destination) {
        return destination.isMulticast() || destination.equals(IpAddress.BROADCAST);
    }

    private @Nullable Route lookup(IpAddress destination, int interfaceId) {
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get(i);
            if (route.destination().contains(destination)
                    && (interfaceId == Interfaces.ANY || interfaceId == route.interfaceId())
                    && interfaces.of(route.interfaceId()).isUp()) {
                return route;
            }
        }
        return null;
    }

    /** {@return the interface by which a group is joined if none is named; null if there is none} */
    public @Nullable IpInterface viaOfGroup(IpAddress group) {
        Route route = lookup(group, Interfaces.ANY);
        return route != null ? interfaces.of(route.interfaceId()) : firstUp(group, Interfaces.ANY);
    }

    /** The loopback is the last that a group is looked for on: by name, or by a host that has nothing else. */
    private @Nullable IpInterface firstUp(IpAddress destination, int interfaceId) {
        boolean isOnly = interfaces.size() == 1;
        if (destination.isMulticast() && (interfaceId == 0 || interfaceId == Interfaces.ANY && isOnly)) {
            return interfaces.of(0).isUp() ? interfaces.of(0) : null;
        }
        for (int i = 1; i < interfaces.size(); i++) {
            IpInterface candidate = interfaces.of(i);
            if (candidate.isUp()
                    && (interfaceId == Interfaces.ANY || interfaceId == i)
                    && SourceSelection.on(candidate, destination) != null) {
                return candidate;
            }
        }
        return null;
    }

    /** RFC 6724, 4: an address of the outgoing interface, else one of another interface. */
    private @Nullable IpAddress source(IpInterface out, IpAddress destination) {
        IpAddress best = SourceSelection.on(out, destination);
        for (int i = 1; i < interfaces.size() && best == null; i++) {
            best = SourceSelection.on(interfaces.of(i), destination);
        }
        return best;
    }
}
