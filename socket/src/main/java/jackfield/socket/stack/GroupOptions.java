package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Options;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.engine.group.Memberships;
import jackfield.engine.group.Memberships.SourceChange;
import jackfield.socket.open.Linux;
import jackfield.wire.Bytes;
import jackfield.wire.IpAddress;
import java.util.OptionalInt;

/**
 * getsockopt and setsockopt of multicast groups, in Linux's layouts: what is joined, and how is sent to groups.
 *
 * <p>Interfaces are counted from 1, the loopback; 0 leaves the choice.
 */
final class GroupOptions {
    private static final int ANY = UdpEndpoint.ANY_INTERFACE;
    private static final int MREQ_BYTES = 8;
    private static final int MREQN_BYTES = 12;
    private static final int MREQ6_BYTES = 20;
    private static final int SOURCE_REQ_BYTES = 264;
    private static final int GROUP_AT = 16;
    private static final int SOURCE_AT = 144;

    private final Memberships memberships;
    private final Options options;
    private final boolean isIpv6;

    GroupOptions(Memberships memberships, Options options, boolean isIpv6) {
        this.memberships = memberships;
        this.options = options;
        this.isIpv6 = isIpv6;
    }

    /** {@return the length of the value, or nothing if the option is another's} */
    OptionalInt get(int level, int name, byte[] value) {
        if (level == Linux.SOL_IP) {
            return switch (name) {
                case Linux.IP_MULTICAST_IF -> {
                    Bytes.put32(value, 0, options.multicastSource().ipv4Bits());
                    yield OptionalInt.of(Integer.BYTES);
                }
                case Linux.IP_MULTICAST_LOOP -> told(value, options.multicastLoop() ? 1 : 0);
                case Linux.IP_MULTICAST_ALL -> told(value, memberships.hearsAll(true) ? 1 : 0);
                default -> OptionalInt.empty();
            };
        }
        if (level != Linux.SOL_IPV6 || !isIpv6) {
            return OptionalInt.empty();
        }
        return switch (name) {
            case Linux.IPV6_MULTICAST_IF -> told(value, options.multicastDevice() + 1);
            case Linux.IPV6_MULTICAST_LOOP -> told(value, options.multicastLoop() ? 1 : 0);
            case Linux.IPV6_MULTICAST_ALL -> told(value, memberships.hearsAll(false) ? 1 : 0);
            default -> OptionalInt.empty();
        };
    }

    private static OptionalInt told(byte[] value, int number) {
        return OptionalInt.of(Linux.put32(value, 0, number));
    }

    /** {@return 0 or -errno, or nothing if the option is another's; {@code length} is 4 at least} */
    OptionalInt set(long now, int level, int name, byte[] value, int length) {
        if (level == Linux.SOL_IP) {
            return setIp(now, name, value, length);
        }
        return level == Linux.SOL_IPV6 && isIpv6 ? setIpv6(now, name, value, length) : OptionalInt.empty();
    }

    private OptionalInt setIp(long now, int name, byte[] value, int length) {
        return switch (name) {
            case Linux.IP_MULTICAST_IF -> OptionalInt.of(setDevice(value, length));
            case Linux.IP_MULTICAST_LOOP -> OptionalInt.of(setLoop(Linux.i32(value, 0)));
            case Linux.IP_MULTICAST_ALL -> OptionalInt.of(setAll(true, Linux.i32(value, 0)));
            case Linux.IP_ADD_MEMBERSHIP, Linux.IP_DROP_MEMBERSHIP -> {
                if (length < MREQ_BYTES) {
                    yield refused(Errno.EINVAL);
                }
                IpAddress group = ipv4(value, 0);
                int device = length < MREQN_BYTES ? ANY : Linux.i32(value, 8) - 1;
                yield OptionalInt.of(
                        name == Linux.IP_ADD_MEMBERSHIP
                                ? memberships.join(now, group, device, ipv4(value, 4))
                                : memberships.leave(now, group, device, ipv4(value, 4)));
            }
            case Linux.IP_ADD_SOURCE_MEMBERSHIP -> source(now, SourceChange.JOIN, value, length);
            case Linux.IP_DROP_SOURCE_MEMBERSHIP -> source(now, SourceChange.LEAVE, value, length);
            case Linux.IP_BLOCK_SOURCE -> source(now, SourceChange.BLOCK, value, length);
            case Linux.IP_UNBLOCK_SOURCE -> source(now, SourceChange.UNBLOCK, value, length);
            default -> OptionalInt.empty();
        };
    }

    private OptionalInt setIpv6(long now, int name, byte[] value, int length) {
        return switch (name) {
            case Linux.IPV6_MULTICAST_IF -> OptionalInt.of(setDeviceV6(Linux.i32(value, 0)));
            case Linux.IPV6_MULTICAST_LOOP -> {
                int number = Linux.i32(value, 0);
                yield number < 0 || number > 1 ? refused(Errno.EINVAL) : OptionalInt.of(setLoop(number));
            }
            case Linux.IPV6_MULTICAST_ALL -> OptionalInt.of(setAll(false, Linux.i32(value, 0)));
            case Linux.IPV6_JOIN_GROUP, Linux.IPV6_LEAVE_GROUP -> {
                IpAddress group = length < MREQ6_BYTES ? IpAddress.ANY_IPV6 : IpAddress.ofIpv6(value, 0);
                int device = length < MREQ6_BYTES ? ANY : Linux.i32(value, 16) - 1;
                if (group.isIpv4()) {
                    yield refused(Errno.EINVAL);
                }
                yield OptionalInt.of(
                        name == Linux.IPV6_JOIN_GROUP
                                ? memberships.join(now, group, device, IpAddress.ANY_IPV6)
                                : memberships.leave(now, group, device, IpAddress.ANY_IPV6));
            }
            case Linux.MCAST_JOIN_SOURCE_GROUP -> sourceV6(now, SourceChange.JOIN, value, length);
            case Linux.MCAST_LEAVE_SOURCE_GROUP -> sourceV6(now, SourceChange.LEAVE, value, length);
            case Linux.MCAST_BLOCK_SOURCE -> sourceV6(now, SourceChange.BLOCK, value, length);
            case Linux.MCAST_UNBLOCK_SOURCE -> sourceV6(now, SourceChange.UNBLOCK, value, length);
            default -> OptionalInt.empty();
        };
    }

    private OptionalInt source(long now, SourceChange change, byte[] value, int length) {
        if (length < MREQN_BYTES) {
            return refused(Errno.EINVAL);
        }
        return OptionalInt.of(memberships.change(now, change, ipv4(value, 0), ANY, ipv4(value, 4), ipv4(value, 8)));
    }

    private OptionalInt sourceV6(long now, SourceChange change, byte[] value, int length) {
        if (length < SOURCE_REQ_BYTES) {
            return refused(Errno.EINVAL);
        }
        boolean isIpv6Alone =
                Linux.u16(value, GROUP_AT - 8) == Linux.AF_INET6 && Linux.u16(value, SOURCE_AT - 8) == Linux.AF_INET6;
        if (!isIpv6Alone) {
            return refused(Errno.EADDRNOTAVAIL);
        }
        int device = Linux.i32(value, 0) - 1;
        IpAddress group = IpAddress.ofIpv6(value, GROUP_AT);
        IpAddress source = IpAddress.ofIpv6(value, SOURCE_AT);
        return OptionalInt.of(memberships.change(now, change, group, device, IpAddress.ANY_IPV6, source));
    }

    private int setDevice(byte[] value, int length) {
        int index = length < MREQN_BYTES ? 0 : Linux.i32(value, 8);
        IpAddress address = ipv4(value, length < MREQ_BYTES ? 0 : 4);
        if (index == 0 && address.isAny()) {
            options.multicastDevice(ANY, address);
            return 0;
        }
        int device = memberships.device(index - 1, address);
        if (device == ANY) {
            return Errno.EADDRNOTAVAIL.refusal();
        }
        options.multicastDevice(device, address);
        return 0;
    }

    private int setDeviceV6(int index) {
        int device = index == 0 ? ANY : memberships.device(index - 1, IpAddress.ANY_IPV6);
        if (index != 0 && device == ANY) {
            return Errno.ENODEV.refusal();
        }
        options.multicastDevice(device, options.multicastSource());
        return 0;
    }

    private int setLoop(int number) {
        options.multicastLoop(number != 0);
        return 0;
    }

    private int setAll(boolean isIpv4, int number) {
        if (number < 0 || number > 1) {
            return Errno.EINVAL.refusal();
        }
        memberships.hearsAll(isIpv4, number != 0);
        return 0;
    }

    private static IpAddress ipv4(byte[] value, int at) {
        return IpAddress.ofIpv4(Bytes.i32(value, at));
    }

    private static OptionalInt refused(Errno errno) {
        return OptionalInt.of(errno.refusal());
    }
}
