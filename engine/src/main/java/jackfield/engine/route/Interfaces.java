package jackfield.engine.route;

import jackfield.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The interfaces of the host by number, and which addresses are the host's own. */
public final class Interfaces {
    /** Stands for "whichever interface" where a number is asked. */
    public static final int ANY = -1;

    private final ArrayList<IpInterface> all = new ArrayList<>();

    /** Makes a host without interfaces. */
    public Interfaces() {}

    /** Adds an interface, whose number must be {@link #size}. */
    public void add(IpInterface added) {
        if (added.id() != all.size()) {
            throw new IllegalArgumentException("interface " + added.id() + " is not the next, " + all.size());
        }
        all.add(added);
    }

    /** {@return the interface of a number; null if there is none} */
    public @Nullable IpInterface find(int id) {
        return id >= 0 && id < all.size() ? all.get(id) : null;
    }

    /**
     * {@return the interface of a number}
     *
     * @throws IllegalArgumentException if there is none
     */
    public IpInterface of(int id) {
        IpInterface found = find(id);
        if (found == null) {
            throw new IllegalArgumentException("no interface " + id + " among " + all.size());
        }
        return found;
    }

    /** {@return all, by number; not to be changed} */
    public List<IpInterface> all() {
        return all;
    }

    /** {@return how many there are} */
    public int size() {
        return all.size();
    }

    /**
     * {@return whether the address of these halves belongs to an interface that is up: the weak host model, RFC
     * 1122, 3.3.4.2}
     */
    public boolean isOwn(long high, long low) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).isUp() && all.get(i).owns(high, low)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the first interface that has {@code address}; {@link #ANY} if none has} */
    int ownerOf(IpAddress address) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).owns(address.high(), address.low())) {
                return i;
            }
        }
        return ANY;
    }

    /** {@return whether an address is the host's own} */
    public boolean isOwn(IpAddress address) {
        return isOwn(address.high(), address.low());
    }

    /** {@return whether the address of these halves is an IPv4 broadcast on some interface other than the loopback} */
    public boolean isBroadcast(long high, long low) {
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).isLoopback() && all.get(i).isBroadcast(high, low)) {
                return true;
            }
        }
        return false;
    }
}
