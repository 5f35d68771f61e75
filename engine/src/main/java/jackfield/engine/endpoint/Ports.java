package jackfield.engine.endpoint;

import java.util.ArrayList;
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
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6056#section-3.3.2">RFC 6056, 3.3.1</a>; socket(7)
 */
final class Ports<E> {
    static final int FIRST_EPHEMERAL = 32_768;
    static final int LAST_EPHEMERAL = 60_999;

    private static final int CHAINS = 1024;

    /** Decides whether a free port suits. */
    interface Suitable {
        boolean suits(int port);
    }

    private final ArrayList<@Nullable Binding<E>> chains = new ArrayList<>(CHAINS);

    Ports() {
        for (int i = 0; i < CHAINS; i++) {
            chains.add(null);
        }
    }

    /** {@return the first of the chain that {@code port} is in: look at each one's port} */
    @Nullable
    Binding<E> first(int port) {
        return chains.get(port & CHAINS - 1);
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

    /** {@return an ephemeral port that suits, looked for from a random one on; 0 if none does} */
    static int draw(RandomGenerator random, Suitable suitable) {
        int count = LAST_EPHEMERAL - FIRST_EPHEMERAL + 1;
        int start = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            int port = FIRST_EPHEMERAL + (start + i) % count;
            if (suitable.suits(port)) {
                return port;
            }
        }
        return 0;
    }

    /** Takes a port; the latest stands first. */
    void take(Binding<E> binding, int port) {
        binding.port = port;
        binding.holders = 1;
        binding.next = first(port);
        chains.set(port & CHAINS - 1, binding);
    }

    /** Lets go of a binding; the last to hold it gives the port back. */
    void release(Binding<E> binding) {
        if (--binding.holders > 0) {
            return;
        }
        Binding<E> before = first(binding.port);
        if (before == binding) {
            chains.set(binding.port & CHAINS - 1, binding.next);
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
