package jackfield.socket;

import jackfield.socket.open.Linux;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Linux's layouts of what is said of multicast groups; requests are set and never asked for. */
final class GroupCodecs {
    static final InetAddress ANY_IPV4 = ipv4(new byte[4], 0);

    private static final int STORAGE_AT = 8;
    private static final int STORAGE_BYTES = 128;

    private GroupCodecs() {}

    private static InetAddress ipv4(byte[] bytes, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, at, at + 4));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    private static void put(InetAddress address, Class<? extends InetAddress> family, byte[] bytes, int at) {
        if (!family.isInstance(address)) {
            throw new IllegalArgumentException("of the other family: " + address);
        }
        byte[] raw = address.getAddress();
        System.arraycopy(raw, 0, bytes, at, raw.length);
    }

    /** {@code struct in_addr}. */
    static final OptionCodec<InetAddress> IN_ADDR = new OptionCodec<>() {
        @Override
        public Class<InetAddress> type() {
            return InetAddress.class;
        }

        @Override
        public InetAddress decode(byte[] bytes, int length) {
            return ipv4(bytes, 0);
        }

        @Override
        public int encode(InetAddress value, byte[] bytes) {
            put(value, Inet4Address.class, bytes, 0);
            return 4;
        }
    };

    /** What is only set. */
    private abstract static class Request<T> implements OptionCodec<T> {
        private final Class<T> type;

        Request(Class<T> type) {
            this.type = type;
        }

        @Override
        public Class<T> type() {
            return type;
        }

        @Override
        public T decode(byte[] bytes, int length) {
            throw new IllegalArgumentException("a request is set, and not asked for");
        }
    }

    /** {@code struct ip_mreqn}: group, address, index. */
    static final OptionCodec<Membership> IP_MREQN = new Request<>(Membership.class) {
        @Override
        public int encode(Membership value, byte[] bytes) {
            put(value.group(), Inet4Address.class, bytes, 0);
            put(value.address(), Inet4Address.class, bytes, 4);
            return 8 + Linux.put32(bytes, 8, value.interfaceIndex());
        }
    };

    /** {@code struct ipv6_mreq}: group, index. */
    static final OptionCodec<Membership> IPV6_MREQ = new Request<>(Membership.class) {
        @Override
        public int encode(Membership value, byte[] bytes) {
            put(value.group(), Inet6Address.class, bytes, 0);
            return 16 + Linux.put32(bytes, 16, value.interfaceIndex());
        }
    };

    /** {@code struct ip_mreq_source}: group, interface, source. */
    static final OptionCodec<SourceMembership> IP_MREQ_SOURCE = new Request<>(SourceMembership.class) {
        @Override
        public int encode(SourceMembership value, byte[] bytes) {
            put(value.group(), Inet4Address.class, bytes, 0);
            put(value.address(), Inet4Address.class, bytes, 4);
            put(value.source(), Inet4Address.class, bytes, 8);
            return 12;
        }
    };

    /** {@code struct group_source_req}: index, padding, and two {@code struct sockaddr_in6} with room to spare. */
    static final OptionCodec<SourceMembership> GROUP_SOURCE_REQ = new Request<>(SourceMembership.class) {
        @Override
        public int encode(SourceMembership value, byte[] bytes) {
            Arrays.fill(bytes, 0, STORAGE_AT + 2 * STORAGE_BYTES, (byte) 0);
            Linux.put32(bytes, 0, value.interfaceIndex());
            storage(value.group(), bytes, STORAGE_AT);
            storage(value.source(), bytes, STORAGE_AT + STORAGE_BYTES);
            return STORAGE_AT + 2 * STORAGE_BYTES;
        }

        private void storage(InetAddress address, byte[] bytes, int at) {
            Linux.put16(bytes, at, Linux.AF_INET6);
            put(address, Inet6Address.class, bytes, at + 8);
        }
    };
}
