package jackfield.socket.stack;

import jackfield.engine.base.Errno;
import jackfield.engine.endpoint.Endpoint;
import jackfield.engine.endpoint.Options;
import jackfield.engine.endpoint.PacketEndpoint;
import jackfield.engine.endpoint.RawEndpoint;
import jackfield.engine.endpoint.TcpEndpoint;
import jackfield.engine.endpoint.UdpEndpoint;
import jackfield.engine.tcp.TcpSnapshot;
import jackfield.socket.open.Linux;
import jackfield.wire.IpEcn;
import java.util.OptionalInt;

/** getsockopt and setsockopt of what all the engine's sockets have, in Linux's layouts. */
final class StackOptions {
    /** Linux's floor and our ceiling of what may be set; it is doubled then, as Linux does. */
    private static final int MIN_BUFFER_BYTES = 1152;

    /** Half of Linux's SOCK_MIN_SNDBUF. */
    private static final int MIN_SEND_BYTES = 2304;

    private static final int MAX_BUFFER_BYTES = 64 << 20;

    /** Stands for what is so at first. */
    private static final int DEFAULT = -1;

    private static final int HOPS = 64;

    private StackOptions() {}

    private static Options options(Endpoint endpoint) {
        return switch (endpoint) {
            case TcpEndpoint tcp -> tcp.options();
            case UdpEndpoint udp -> udp.options();
            case RawEndpoint raw -> raw.options();
            case PacketEndpoint packet -> packet.options();
        };
    }

    /** {@return length of the value, or -errno} */
    static int get(Endpoint endpoint, int type, int level, int name, byte[] value) {
        OptionalInt told = NoticeSwitches.get(endpoint, level, name);
        if (told.isPresent()) {
            return Linux.put32(value, 0, told.getAsInt());
        }
        Options options = options(endpoint);
        int number;
        switch (level) {
            case Linux.SOL_SOCKET -> {
                switch (name) {
                    case Linux.SO_TYPE -> number = type;
                    case Linux.SO_ERROR -> number = endpoint.takeError().code();
                    case Linux.SO_ACCEPTCONN -> number = 0;
                    case Linux.SO_KEEPALIVE -> number = 0;
                    case Linux.SO_REUSEADDR -> number = options.reuseAddress() ? 1 : 0;
                    case Linux.SO_REUSEPORT -> number = options.reusePort() ? 1 : 0;
                    case Linux.SO_BROADCAST -> number = options.broadcast() ? 1 : 0;
                    case Linux.SO_RCVBUF -> number = options.receiveBufferBytes();
                    case Linux.SO_SNDBUF -> number = options.sendBufferBytes();
                    default -> {
                        return Errno.ENOPROTOOPT.refusal();
                    }
                }
            }
            case Linux.SOL_IP -> {
                switch (name) {
                    case Linux.IP_TTL -> number = options.hopLimit();
                    case Linux.IP_TOS -> number = options.trafficClass();
                    case Linux.IP_MULTICAST_TTL -> number = options.multicastHopLimit();
                    case Linux.IP_MTU_DISCOVER -> number = options.mtuDiscovery();
                    case Linux.IP_MTU -> number = pathMtu(endpoint);
                    default -> {
                        return Errno.ENOPROTOOPT.refusal();
                    }
                }
            }
            case Linux.SOL_IPV6 -> {
                switch (name) {
                    case Linux.IPV6_UNICAST_HOPS -> number = options.hopLimit();
                    case Linux.IPV6_MULTICAST_HOPS -> number = options.multicastHopLimit();
                    case Linux.IPV6_TCLASS -> number = options.trafficClass();
                    case Linux.IPV6_MTU_DISCOVER -> number = options.mtuDiscovery();
                    case Linux.IPV6_MTU -> number = pathMtu(endpoint);
                    case Linux.IPV6_V6ONLY -> number = options.v6Only() ? 1 : 0;
                    default -> {
                        return Errno.ENOPROTOOPT.refusal();
                    }
                }
            }
            default -> {
                return Errno.EOPNOTSUPP.refusal();
            }
        }
        return number < 0 ? number : Linux.put32(value, 0, number);
    }

    /** {@return the longest packet that the connection's path is known to take, or -ENOTCONN} */
    private static int pathMtu(Endpoint endpoint) {
        TcpSnapshot snapshot = endpoint instanceof TcpEndpoint tcp ? tcp.snapshot() : null;
        return snapshot == null ? Errno.ENOTCONN.refusal() : snapshot.pathMtu();
    }

    private static int setMtuDiscovery(Options options, int number) {
        if (number < 0 || number > Options.MTU_OMIT) {
            return Errno.EINVAL.refusal();
        }
        options.mtuDiscovery(number);
        return 0;
    }

    /** Linux: the two bits of ECN are TCP's own; a stream's type of service keeps those it had. */
    private static int withoutEcn(Endpoint endpoint, boolean isTrafficClass, int number) {
        if (!isTrafficClass || number < 0 || !(endpoint instanceof TcpEndpoint tcp)) {
            return number;
        }
        return number & ~IpEcn.MASK | tcp.options().trafficClass() & IpEcn.MASK;
    }

    private static int setMulticastHops(Options options, int number) {
        if (number < DEFAULT || number > 255) {
            return Errno.EINVAL.refusal();
        }
        options.multicastHopLimit(number == DEFAULT ? 1 : number);
        return 0;
    }

    /** {@return 0 or -errno} */
    static int set(Endpoint endpoint, int level, int name, int number) {
        OptionalInt told = NoticeSwitches.set(endpoint, level, name, number);
        if (told.isPresent()) {
            return told.getAsInt();
        }
        Options options = options(endpoint);
        return switch (level) {
            case Linux.SOL_SOCKET -> setSocket(options, name, number);
            case Linux.SOL_IP -> setIp(options, name, withoutEcn(endpoint, name == Linux.IP_TOS, number));
            case Linux.SOL_IPV6 ->
                setIpv6(options, name, withoutEcn(endpoint, name == Linux.IPV6_TCLASS, number), endpoint);
            default -> Errno.ENOPROTOOPT.refusal();
        };
    }

    private static int setSocket(Options options, int name, int number) {
        switch (name) {
            case Linux.SO_REUSEADDR -> options.reuseAddress(number != 0);
            case Linux.SO_REUSEPORT -> options.reusePort(number != 0);
            case Linux.SO_BROADCAST -> options.broadcast(number != 0);
            case Linux.SO_RCVBUF ->
                options.receiveBufferBytes(2 * Math.clamp(number, MIN_BUFFER_BYTES, MAX_BUFFER_BYTES));
            case Linux.SO_SNDBUF -> options.sendBufferBytes(2 * Math.clamp(number, MIN_SEND_BYTES, MAX_BUFFER_BYTES));
            default -> {
                return Errno.ENOPROTOOPT.refusal();
            }
        }
        return 0;
    }

    private static int setIp(Options options, int name, int number) {
        switch (name) {
            case Linux.IP_TTL -> {
                if (number != DEFAULT && (number < 1 || number > 255)) {
                    return Errno.EINVAL.refusal();
                }
                options.hopLimit(number == DEFAULT ? HOPS : number);
            }
            // Linux keeps the low octet.
            case Linux.IP_TOS -> options.trafficClass(number & 0xFF);
            case Linux.IP_MULTICAST_TTL -> {
                return setMulticastHops(options, number);
            }
            case Linux.IP_MTU_DISCOVER -> {
                return setMtuDiscovery(options, number);
            }
            default -> {
                return Errno.ENOPROTOOPT.refusal();
            }
        }
        return 0;
    }

    private static int setIpv6(Options options, int name, int number, Endpoint endpoint) {
        boolean isOctet = number >= 0 && number <= 255;
        switch (name) {
            case Linux.IPV6_V6ONLY -> {
                // Linux: not once the socket has a port.
                if (endpoint.localAddress().port() != 0) {
                    return Errno.EINVAL.refusal();
                }
                options.v6Only(number != 0);
            }
            case Linux.IPV6_UNICAST_HOPS -> {
                if (number != DEFAULT && (!isOctet || number == 0)) {
                    return Errno.EINVAL.refusal();
                }
                options.hopLimit(number == DEFAULT ? HOPS : number);
            }
            case Linux.IPV6_MULTICAST_HOPS -> {
                return setMulticastHops(options, number);
            }
            case Linux.IPV6_MTU_DISCOVER -> {
                return setMtuDiscovery(options, number);
            }
            case Linux.IPV6_TCLASS -> {
                if (number != DEFAULT && !isOctet) {
                    return Errno.EINVAL.refusal();
                }
                options.trafficClass(number == DEFAULT ? 0 : number);
            }
            default -> {
                return Errno.ENOPROTOOPT.refusal();
            }
        }
        return 0;
    }
}
