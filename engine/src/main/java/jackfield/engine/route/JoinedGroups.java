package jackfield.engine.route;

import jackfield.wire.IpAddress;
import jackfield.wire.MacAddress;
import java.util.ArrayList;

/** The groups that sockets have joined on one interface, and whose packets to them are wanted. */
public final class JoinedGroups {
    private record Joined(IpAddress group, MacAddress mac, SourceFilter filter) {}

    private final ArrayList<Joined> all = new ArrayList<>();

    JoinedGroups() {}

    /** Sets what is wanted of a group; {@link SourceFilter#NOBODY}'s is left. */
    public void set(IpAddress group, SourceFilter filter) {
        all.removeIf(joined -> joined.group.equals(group));
        if (!filter.isNobody()) {
            all.add(new Joined(group, MacAddress.ofMulticast(group), filter));
        }
    }

    /** {@return what is wanted of a group} */
    public SourceFilter filter(IpAddress group) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).group.equals(group)) {
                return all.get(i).filter;
            }
        }
        return SourceFilter.NOBODY;
    }

    /** {@return whether a frame to {@code destination} may be for one of the groups} */
    boolean accepts(MacAddress destination) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).mac.equals(destination)) {
                return true;
            }
        }
        return false;
    }
}
