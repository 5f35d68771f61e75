package jackfield.socket.nio;

import jackfield.socket.Family;
import jackfield.socket.option.SocketGroups;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The membership keys of one channel; refuses in the JDK's order and words. Under the channel's state lock. */
final class GroupKeys {
    private final NamedDatagrams channel;
    private final SocketGroups groups;
    private final List<GroupKey> keys = new ArrayList<>();

    GroupKeys(NamedDatagrams channel, SocketGroups groups) {
        this.channel = channel;
        this.groups = groups;
    }

    MembershipKey join(InetAddress group, NetworkInterface via, @Nullable InetAddress source) throws IOException {
        if (!group.isMulticastAddress()) {
            throw new IllegalArgumentException("Group not a multicast address");
        }
        if (group instanceof Inet6Address && channel.family != Family.INET6) {
            throw new IllegalArgumentException("Only IPv6 sockets can join IPv6 multicast group");
        }
        if (source != null) {
            checkSource(group, source);
        }
        synchronized (channel.stateLock) {
            channel.ensureOpen();
            GroupKey known = known(group, via, source);
            return known != null ? known : joined(group, via, source);
        }
    }

    private GroupKey joined(InetAddress group, @Nullable NetworkInterface via, @Nullable InetAddress source)
            throws IOException {
        groups.join(group, via, source);
        var key = new GroupKey(channel, this, group, via, source);
        keys.add(key);
        return key;
    }

    private static void checkSource(InetAddress group, InetAddress source) {
        if (source.isAnyLocalAddress()) {
            throw new IllegalArgumentException("Source address is a wildcard address");
        }
        if (source.isMulticastAddress()) {
            throw new IllegalArgumentException("Source address is multicast address");
        }
        if (source.getClass() != group.getClass()) {
            throw new IllegalArgumentException("Source address is different type to group");
        }
    }

    private @Nullable GroupKey known(InetAddress group, NetworkInterface via, @Nullable InetAddress source) {
        for (GroupKey key : keys) {
            if (!key.isOf(group, via)) {
                continue;
            }
            if (source == null) {
                if (key.sourceAddress() == null) {
                    return key;
                }
                throw new IllegalStateException("Already a member to receive all packets");
            }
            if (key.sourceAddress() == null) {
                throw new IllegalStateException("Already have source-specific membership");
            }
            if (source.equals(key.sourceAddress())) {
                return key;
            }
        }
        return null;
    }

    /** For the adaptor: null stands for what IP_MULTICAST_IF names. */
    void joinFor(InetAddress group, @Nullable NetworkInterface netIf) throws IOException {
        synchronized (channel.stateLock) {
            checkOpen();
            NetworkInterface via = netIf == null ? groups.chosen() : netIf;
            if (find(group, via) != null) {
                throw new SocketException("Already a member of group");
            }
            joined(group, via, null);
        }
    }

    /** For the adaptor. */
    void leaveFor(InetAddress group, @Nullable NetworkInterface netIf) throws IOException {
        synchronized (channel.stateLock) {
            checkOpen();
            GroupKey key = find(group, netIf == null ? groups.chosen() : netIf);
            if (key == null) {
                throw new SocketException("Not a member of group");
            }
            drop(key);
        }
    }

    private void checkOpen() throws SocketException {
        if (!channel.isOpen()) {
            throw new SocketException("Socket is closed");
        }
    }

    private @Nullable GroupKey find(InetAddress group, @Nullable NetworkInterface via) {
        return keys.stream().filter(key -> key.isOf(group, via)).findFirst().orElse(null);
    }

    /** Leaves; what is left already stays so. */
    void drop(GroupKey key) {
        synchronized (channel.stateLock) {
            if (!keys.remove(key)) {
                return;
            }
            key.invalidate();
            try {
                groups.leave(key.group(), key.via(), key.sourceAddress());
            } catch (IOException e) {
                throw new AssertionError("what was joined can be left", e);
            }
        }
    }

    void block(GroupKey key, InetAddress source, boolean on) throws IOException {
        synchronized (channel.stateLock) {
            if (!key.isValid()) {
                throw new IllegalStateException("key is no longer valid");
            }
            checkSource(key.group(), source);
            groups.block(key.group(), key.via(), source, on);
        }
    }

    /** The channel is closed, and has left all groups. */
    void invalidate() {
        keys.forEach(GroupKey::invalidate);
        keys.clear();
    }

    /** {@return whether two interfaces are the same, which is so of none and none} */
    static boolean isSame(@Nullable NetworkInterface one, @Nullable NetworkInterface other) {
        return Objects.equals(one, other);
    }
}
