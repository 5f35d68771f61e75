package jackfield.engine.route;

import jackfield.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose packets to a group are wanted: those of some sources, or all but those of some.
 *
 * @param excludes whether {@code sources} are those that are not wanted
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3376#section-3">RFC 3376, 3</a>
 */
public record SourceFilter(boolean excludes, List<IpAddress> sources) {
    /** Nobody's: the group is not listened to. */
    public static final SourceFilter NOBODY = new SourceFilter(false, List.of());

    /** Everybody's: what a plain join asks for. */
    public static final SourceFilter EVERYBODY = new SourceFilter(true, List.of());

    public SourceFilter {
        sources = List.copyOf(sources);
    }

    /** {@return whether what {@code source} sends is wanted} */
    public boolean allows(IpAddress source) {
        return sources.contains(source) != excludes;
    }

    /** {@return whether nothing is wanted} */
    public boolean isNobody() {
        return !excludes && sources.isEmpty();
    }

    /** {@return this filter with a source more in its list, or one less} */
    public SourceFilter with(IpAddress source, boolean adds) {
        var changed = new ArrayList<>(sources);
        if (adds) {
            changed.add(source);
        } else {
            changed.remove(source);
        }
        return new SourceFilter(excludes, changed);
    }

    /** {@return what an interface wants if its sockets want {@code filters}: RFC 3376, 3.2} */
    public static SourceFilter union(List<SourceFilter> filters) {
        var candidates = new ArrayList<IpAddress>();
        boolean excludes = false;
        for (SourceFilter filter : filters) {
            excludes |= filter.excludes;
            for (IpAddress source : filter.sources) {
                if (!candidates.contains(source)) {
                    candidates.add(source);
                }
            }
        }
        // Listed is what some include, or else what nobody wants though all others are wanted.
        var sources = new ArrayList<IpAddress>();
        for (IpAddress source : candidates) {
            boolean isWanted = filters.stream().anyMatch(filter -> filter.allows(source));
            if (isWanted != excludes) {
                sources.add(source);
            }
        }
        return new SourceFilter(excludes, sources);
    }
}
