package jackfield.engine.endpoint;

import jackfield.engine.route.Interfaces;
import jackfield.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A port taken on one address or on all, by an endpoint or by what it left behind.
 *
 * <p>Held by each who uses it: a listener and the connections it accepted share one.
 */
final class Binding<E> {
    final E owner;
    final Options options;
    IpAddress address;
    int port;
    boolean isListening;

    /** Whether connect chose the port: others that connect elsewhere may choose it too. */
    boolean isChosen;

    int holders;

    /** The next in the same chain of {@link Ports}; null at its end. */
    @Nullable
    Binding<E> next;

    Binding(E owner, Options options, IpAddress address) {
        this.owner = owner;
        this.options = options;
        this.address = address;
    }

    /**
     * {@return whether what is sent to {@code other} is for this binding: {@code ::} takes IPv4 too unless V6ONLY is
     * set}
     */
    boolean covers(IpAddress other) {
        if (!address.isAny()) {
            return address.equals(other);
        }
        return address.isIpv4() ? other.isIpv4() : !other.isIpv4() || !options.v6Only();
    }

    boolean overlaps(Binding<E> other) {
        int device = options.device();
        int otherDevice = other.options.device();
        return (covers(other.address) || other.covers(address))
                && (device == otherDevice || device == Interfaces.ANY || otherDevice == Interfaces.ANY);
    }
}
