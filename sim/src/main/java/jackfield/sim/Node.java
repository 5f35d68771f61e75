package jackfield.sim;

import jackfield.wire.IpPrefix;
import java.util.List;

/** What can be plugged into a link: a {@link SimHost} with a stack, or a bare {@link Station}. */
public abstract sealed class Node permits SimHost, Station {
    private final String name;

    Node(String name) {
        this.name = name;
    }

    /** {@return the name, which no other node of the world has} */
    public final String name() {
        return name;
    }

    /** {@return the addresses, each with its network's prefix; none for a station} */
    public abstract List<IpPrefix> addresses();

    /** {@return whether it is running} */
    public abstract boolean isAlive();

    /** {@return the addresses that no interface has yet} */
    abstract List<IpPrefix> spareAddresses();

    /** Plugs into a link, with an interface that has the addresses {@code here}. */
    abstract void plug(Port port, List<IpPrefix> here);

    /** A frame arrives from the link at {@code port}; not to be changed. */
    abstract void receive(Port port, long packet, byte[] frame);
}
