package jackfield.engine.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which ports of one protocol are taken, and which may be shared.
 *
 * <pre>
 *   same port, overlapping address and device:
 *     both SO_REUSEPORT                       shared
 *     both SO_REUSEADDR, the other not LISTEN shared
 *     otherwise                               EADDRINUSE
 * </pre>
 *
 * <p>Ephemeral ports are drawn at random from {@value #FIRST_EPHEMERAL} to {@value #LAST_EPHEMERAL}, Linux's range.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6056#section-3.3.2">RFC 6056, 3.3.2</a>; socket(7)
 */
final class Ports<E> {
    static final int FIRST_EPHEMERAL = 32_768;
    static final int LAST_EPHEMERAL = 60_999;

    private static final int FEWEST_CHAINS = 64;
    private static final int MOST_CHAINS = 65_536;

    /** Decides whether a free port suits. */
    interface Suitable {
        boolean suits(int port);
    }

    private List<@Nullable Binding<E>> chains = empty(FEWEST_CHAINS);
    private int size;

    private static <E> List<@Nullable Binding<E>> empty(int count) {
        var chains = new ArrayList<@Nullable Binding<E>>(count);
        for (int i = 0; i < count; i++) {
            chains.add(null);
        }
        return chains;
    }

    private void grow() {
        List<@Nullable Binding<E>> old = chains;
        chains = empty(2 * old.size());
        // The latest of each chain stands first, and stays so.
        for (int i = 0; i < old.size(); i++) {
            var inOrder = new ArrayList<Binding<E>>();
            for (Binding<E> binding = old.get(i); binding != null; binding = binding.next) {
                inOrder.add(binding);
            }
            for (Binding<E> binding : inOrder.reversed()) {
                link(binding);
            }
        }
    }

    private void link(Binding<E> binding) {
        binding.next = first(binding.port);
        chains.set(chain(binding.port), binding);
    }

    private int chain(int port) {
        return port & chains.size() - 1;
    }

    /** {@return the first of the chain that {@code port} is in: look at each one's port} */
    @Nullable
    Binding<E> first(int port) {
        return chains.get(chain(port));
    }

    /** {@return whether {@code wanted} may take {@code port} beside those that hold it} */
    boolean isFree(Binding<E> wanted, int port) {
        for (Binding<E> other = first(port); other != null; other = other.next) {
            if (other != wanted && other.port == port && other.overlaps(wanted) && !mayShare(other, wanted)) {
                return false;
            }
        }
        return true;
    }

    private static <E> boolean mayShare(Binding<E> other, Binding<E> wanted) {
        return other.options.reusePort() && wanted.options.reusePort()
                || other.options.reuseAddress() && wanted.options.reuseAddress() && !other.isListening;
    }

    /** {@return whether nobody was bound to {@code port} on purpose: connections that chose it may share it} */
    boolean isUnclaimed(Binding<E> wanted, int port) {
        for (Binding<E> other = first(port); other != null; other = other.next) {
            if (other.port == port && !other.isChosen && other.overlaps(wanted)) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether nobody at all whose address overlaps holds {@code port}} */
    boolean isUnused(Binding<E> wanted, int port) {
        for (Binding<E> other = first(port); other != null; other = other.next) {
            if (other != wanted && other.port == port && other.overlaps(wanted)) {
                return false;
            }
        }
        return true;
    }

    /** {@return an ephemeral port that suits, looked for from a random one on in random strides; 0 if none does} */
    static int draw(RandomGenerator random, Suitable suitable) {
        int count = LAST_EPHEMERAL - FIRST_EPHEMERAL + 1;
        int at = random.nextInt(count);
        // 28232 is 8 times the prime 3529: an odd stride below that meets every port once.
        int stride = 2 * random.nextInt(1764) + 1;
        for (int i = 0; i < count; i++) {
            if (suitable.suits(FIRST_EPHEMERAL + at)) {
                return FIRST_EPHEMERAL + at;
            }
            at = (at + stride) % count;
        }
        return 0;
    }

    /** Takes a port; the latest stands first. */
    void take(Binding<E> binding, int port) {
        if (size >= chains.size() && chains.size() < MOST_CHAINS) {
            grow();
        }
        size++;
        binding.port = port;
        binding.holders = 1;
        link(binding);
    }

    /** Takes {@code port}, or any that nobody uses if it is 0. {@return whether there was one} */
    boolean claim(Binding<E> binding, int port, RandomGenerator random) {
        int chosen = port == 0 ? draw(random, candidate -> isUnused(binding, candidate)) : port;
        boolean isFree = chosen != 0 && (port == 0 || isFree(binding, chosen));
        if (isFree) {
            take(binding, chosen);
        }
        return isFree;
    }

    /** Lets go of a binding; the last to hold it gives the port back. */
    void release(Binding<E> binding) {
        if (--binding.holders > 0) {
            return;
        }
        size--;
        Binding<E> before = first(binding.port);
        if (before == binding) {
            chains.set(chain(binding.port), binding.next);
        } else {
            while (before != null && before.next != binding) {
                before = before.next;
            }
            if (before == null) {
                throw new AssertionError("port " + binding.port + " was released and not taken");
            }
            before.next = binding.next;
        }
        binding.next = null;
    }
}
