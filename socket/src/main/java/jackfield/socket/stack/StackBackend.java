package jackfield.socket.stack;

import jackfield.engine.Engine;
import jackfield.engine.base.Errno;
import jackfield.socket.open.Backend;
import jackfield.socket.open.Gate;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.wire.IpProtocol;

/** Sockets of one engine. */
public final class StackBackend implements Backend {
    private final String name;
    private final Engine engine;
    private final Gate gate;

    public StackBackend(String name, Engine engine, Gate gate) {
        this.name = name;
        this.engine = engine;
        this.gate = gate;
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int socket(int family, int type, int protocol, Incoming into) {
        boolean ipv6 = family == Linux.AF_INET6;
        if (family == Linux.AF_PACKET) {
            if (type != Linux.SOCK_RAW) {
                return Errno.ESOCKTNOSUPPORT.refusal();
            }
            // Linux: protocol 0 receives nothing until bound to one.
            into.socket = new PacketSocket(engine.packet(protocol), protocol);
            return 0;
        }
        return switch (type) {
            case Linux.SOCK_STREAM -> {
                if (protocol != 0 && protocol != IpProtocol.TCP) {
                    yield Errno.EPROTONOSUPPORT.refusal();
                }
                into.socket = new TcpSocket(engine.tcp(ipv6), ipv6);
                yield 0;
            }
            case Linux.SOCK_DGRAM -> {
                if (protocol != 0 && protocol != IpProtocol.UDP) {
                    yield Errno.EPROTONOSUPPORT.refusal();
                }
                into.socket = new DatagramSocket(engine.udp(ipv6), ipv6);
                yield 0;
            }
            default -> {
                if (protocol == 0) {
                    yield Errno.EPROTONOSUPPORT.refusal();
                }
                into.socket = new DatagramSocket(engine.raw(ipv6, protocol), ipv6);
                yield 0;
            }
        };
    }
}
