package jackfield.socket.route;

import jackfield.wire.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The names of a network's addresses: as in a hosts file, a name has one address or more, and an address the first
 * name that was given to it.
 *
 * <p>Upper and lower case are one (RFC 4343); a dot at the end means nothing. Unchangeable.
 */
public final class NetworkNames {
    private final Map<String, List<IpAddress>> addresses;
    private final Map<IpAddress, String> names = new LinkedHashMap<>();

    NetworkNames(Map<String, List<IpAddress>> addresses) {
        this.addresses = new LinkedHashMap<>();
        addresses.forEach((name, all) -> {
            this.addresses.put(canonical(name), List.copyOf(all));
            all.forEach(address -> names.putIfAbsent(address, name));
        });
    }

    static String canonical(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** {@return the addresses of a name, in the order in which they were given; none if it is not known} */
    public List<IpAddress> addressesOf(String name) {
        return addresses.getOrDefault(canonical(name), List.of());
    }

    /** {@return the name of an address} */
    public Optional<String> nameOf(IpAddress address) {
        return Optional.ofNullable(names.get(address));
    }
}
