package jackfield.socket.nio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.channels.MembershipKey;
import java.nio.channels.MulticastChannel;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel's membership in one group. Thread-safe. */
final class GroupKey extends MembershipKey {
    private final NamedDatagrams channel;
    private final GroupKeys keys;
    private final InetAddress group;
    private final @Nullable NetworkInterface via;
    private final @Nullable InetAddress source;
    /** Under this key's lock. */
    private final Set<InetAddress> blocked = new HashSet<>();

    private volatile boolean isValid = true;

    GroupKey(
            NamedDatagrams channel,
            GroupKeys keys,
            InetAddress group,
            @Nullable NetworkInterface via,
            @Nullable InetAddress source) {
        this.channel = channel;
        this.keys = keys;
        this.group = group;
        this.via = via;
        this.source = source;
    }

    boolean isOf(InetAddress wanted, @Nullable NetworkInterface wantedVia) {
        return group.equals(wanted) && GroupKeys.isSame(via, wantedVia);
    }

    @Nullable
    NetworkInterface via() {
        return via;
    }

    void invalidate() {
        isValid = false;
    }

    @Override
    public boolean isValid() {
        return isValid;
    }

    @Override
    public void drop() {
        keys.drop(this);
    }

    @Override
    public MembershipKey block(InetAddress unwanted) throws IOException {
        if (source != null) {
            throw new IllegalStateException("key is source-specific");
        }
        synchronized (this) {
            if (!blocked.contains(unwanted)) {
                keys.block(this, unwanted, true);
                blocked.add(unwanted);
            }
        }
        return this;
    }

    @Override
    public MembershipKey unblock(InetAddress wanted) {
        synchronized (this) {
            if (!blocked.contains(wanted)) {
                throw new IllegalStateException("not blocked");
            }
            try {
                keys.block(this, wanted, false);
            } catch (IOException e) {
                throw new AssertionError("what was blocked can be unblocked", e);
            }
            blocked.remove(wanted);
        }
        return this;
    }

    @Override
    public MulticastChannel channel() {
        return channel;
    }

    @Override
    public InetAddress group() {
        return group;
    }

    /** {@return the interface that was asked for; no key with none is handed out} */
    @Override
    @SuppressWarnings("NullAway")
    public NetworkInterface networkInterface() {
        return via;
    }

    @Override
    public @Nullable InetAddress sourceAddress() {
        return source;
    }

    @Override
    public String toString() {
        String name = via == null ? "" : via.getName();
        String from = source == null ? "" : "," + source.getHostAddress();
        return "<" + group.getHostAddress() + "," + name + from + ">";
    }
}
