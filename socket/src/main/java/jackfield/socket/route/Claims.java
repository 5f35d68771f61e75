package jackfield.socket.route;

import jackfield.wire.IpAddress;
import jackfield.wire.IpPrefix;
import java.util.List;
import java.util.Optional;

/**
 * The addresses that lie in a network, as prefixes.
 *
 * <p>A prefix of length 0, {@code 0.0.0.0/0} say, is a default route: it claims what no other network claims, and
 * never loopback or wildcard addresses, which must be claimed by name.
 *
 * @param prefixes networks, without bits after the prefix
 * @param takesWildcards whether sockets that are bound to no address belong to the network
 */
record Claims(List<IpPrefix> prefixes, boolean takesWildcards) {
    Claims {
        prefixes = List.copyOf(prefixes);
    }

    /** {@return whether a prefix other than a default route holds the address} */
    boolean isSpecific(IpAddress address) {
        return prefixes.stream().anyMatch(prefix -> prefix.length() > 0 && prefix.contains(address));
    }

    /** {@return whether a default route leads to the address} */
    boolean isByDefault(IpAddress address) {
        return !address.isLoopback()
                && !address.isAny()
                && prefixes.stream().anyMatch(prefix -> prefix.length() == 0 && prefix.contains(address));
    }

    /** {@return what both claim, as a text for a message} */
    Optional<String> overlap(Claims other) {
        if (takesWildcards && other.takesWildcards) {
            return Optional.of("sockets that are bound to no address");
        }
        for (IpPrefix ours : prefixes) {
            for (IpPrefix theirs : other.prefixes) {
                boolean ofOneKind = ours.length() == 0 == (theirs.length() == 0);
                if (ofOneKind && (ours.contains(theirs.address()) || theirs.contains(ours.address()))) {
                    return Optional.of((ours.length() > theirs.length() ? ours : theirs).toString());
                }
            }
        }
        return Optional.empty();
    }
}
