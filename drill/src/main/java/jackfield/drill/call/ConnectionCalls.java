package jackfield.drill.call;

import static jackfield.drill.call.SystemCalls.argument;

import jackfield.drill.script.Expression;
import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import jackfield.socket.open.Address;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;
import jackfield.wire.IpAddress;
import jackfield.wire.IpProtocol;
import jackfield.wire.SockAddr;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The calls that make, name and end sockets. */
final class ConnectionCalls {
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int TYPE = 0xFF;
    private static final int SHUT_RD = 0;
    private static final int SHUT_WR = 1;
    private static final int SHUT_RDWR = 2;

    private final ScriptProcess process;

    ConnectionCalls(ScriptProcess process) {
        this.process = process;
    }

    Call socket(List<Expression> arguments, int expected) {
        Expression domain = argument("socket", arguments, 0);
        int family = Values.isOpen(domain)
                ? process.family().hasIpv6Sockets() ? Linux.AF_INET6 : Linux.AF_INET
                : Values.integer(domain);
        int bits = Values.integer(argument("socket", arguments, 1));
        int type = bits & TYPE;
        Expression protocolArgument = argument("socket", arguments, 2);
        int protocol = Values.isOpen(protocolArgument) ? 0 : Values.integer(protocolArgument);
        return _ -> {
            var into = new Incoming();
            int answer = process.subject().backend().socket(family, type, protocol, into);
            OpenSocket open = into.socket;
            if (answer < 0 || open == null) {
                return Outcome.done(answer);
            }
            int ip = protocol != 0 ? protocol : type == Linux.SOCK_STREAM ? IpProtocol.TCP : IpProtocol.UDP;
            var descriptor = new SocketDescriptor(open, family, type, ip);
            descriptor.isNonBlocking = (bits & SOCK_NONBLOCK) != 0;
            return Outcome.done(process.open(descriptor, expected));
        };
    }

    Call bind(List<Expression> arguments) {
        int fd = Values.integer(argument("bind", arguments, 0));
        Optional<Address> local = SockAddrs.of(argument("bind", arguments, 1), defaultLocal());
        return now -> {
            if (!(process.find(fd) instanceof SocketDescriptor descriptor)) {
                return Outcome.done(notASocket(fd));
            }
            if (local.isEmpty()) {
                return Outcome.done(-14);
            }
            int answer = descriptor.socket().bind(now, local.get());
            if (answer == 0 && descriptor.type() == Linux.SOCK_DGRAM) {
                door(descriptor, now);
            }
            return Outcome.done(answer);
        };
    }

    private SockAddr defaultLocal() {
        return switch (process.family()) {
            case IPV4, IPV6 ->
                new SockAddr(process.addresses().local(), process.addresses().bindPort());
            case MAPPED -> new SockAddr(IpAddress.ANY_IPV6, process.addresses().bindPort());
        };
    }

    private SockAddr defaultRemote() {
        return new SockAddr(process.addresses().remote(), process.addresses().connectPort());
    }

    private void door(SocketDescriptor descriptor, long now) {
        if (descriptor.socket().localAddress(now) instanceof Address.Inet inet) {
            process.flows().onDoor(descriptor.protocol(), inet.addr());
        }
    }

    Call listen(List<Expression> arguments) {
        int fd = Values.integer(argument("listen", arguments, 0));
        int backlog = Values.integer(argument("listen", arguments, 1));
        return now -> {
            if (!(process.find(fd) instanceof SocketDescriptor descriptor)) {
                return Outcome.done(notASocket(fd));
            }
            int answer = descriptor.socket().listen(now, backlog);
            if (answer == 0) {
                door(descriptor, now);
            }
            return Outcome.done(answer);
        };
    }

    Call accept(List<Expression> arguments, int expected, long begun) {
        int fd = Values.integer(argument("accept", arguments, 0));
        int flags = arguments.size() > 3 ? Values.integer(arguments.get(3)) : 0;
        return now -> {
            if (!(process.find(fd) instanceof SocketDescriptor listener)) {
                return Outcome.done(notASocket(fd));
            }
            var into = new Incoming();
            int answer = listener.socket().accept(now, into);
            OpenSocket open = into.socket;
            if (open == null || answer < 0) {
                return mayWait(listener, answer, now, begun, listener.receiveTimeoutNanos);
            }
            var descriptor = new SocketDescriptor(open, listener.family(), listener.type(), listener.protocol());
            descriptor.isNonBlocking = (flags & SOCK_NONBLOCK) != 0;
            descriptor.receiveTimeoutNanos = listener.receiveTimeoutNanos;
            descriptor.sendTimeoutNanos = listener.sendTimeoutNanos;
            process.onConnection(descriptor);
            return Outcome.done(process.open(descriptor, expected));
        };
    }

    /** {@return the answer, or that the call waits, if it would have to and may} */
    static Outcome mayWait(SocketDescriptor descriptor, int answer, long now, long begun, long timeoutNanos) {
        long deadline = SocketDescriptor.deadline(begun, timeoutNanos);
        boolean waits = Linux.isAgain(answer) && !descriptor.isNonBlocking && now < deadline;
        return waits ? new Outcome.Blocks(deadline) : Outcome.done(answer);
    }

    Call connect(List<Expression> arguments, long begun) {
        int fd = Values.integer(argument("connect", arguments, 0));
        Optional<Address> remote = SockAddrs.of(argument("connect", arguments, 1), defaultRemote());
        return new Call() {
            private boolean isInProgress;

            @Override
            public Outcome attempt(long now) {
                if (!(process.find(fd) instanceof SocketDescriptor descriptor)) {
                    return Outcome.done(notASocket(fd));
                }
                if (remote.isEmpty()) {
                    return Outcome.done(-14);
                }
                Address to = remote.get();
                int answer = isInProgress
                        ? descriptor.socket().finishConnect(now, to)
                        : descriptor.socket().connect(now, to);
                boolean begins = !isInProgress && (answer == 0 || Linux.refuses(answer, Errno.EINPROGRESS));
                if (begins) {
                    begin(descriptor, to, now);
                }
                if (!Linux.refuses(answer, Errno.EINPROGRESS) || descriptor.isNonBlocking) {
                    return Outcome.done(answer);
                }
                isInProgress = true;
                long deadline = SocketDescriptor.deadline(begun, descriptor.sendTimeoutNanos);
                return now < deadline ? new Outcome.Blocks(deadline) : Outcome.done(answer);
            }
        };
    }

    private void begin(SocketDescriptor descriptor, Address remote, long now) {
        process.onConnection(descriptor);
        if (descriptor.socket().localAddress(now) instanceof Address.Inet local
                && remote instanceof Address.Inet inet) {
            process.flows().onConnect(descriptor.protocol(), local.addr(), inet.addr());
        }
    }

    Call shutdown(List<Expression> arguments) {
        int fd = Values.integer(argument("shutdown", arguments, 0));
        int how = Values.integer(argument("shutdown", arguments, 1));
        return now -> {
            if (!(process.find(fd) instanceof SocketDescriptor descriptor)) {
                return Outcome.done(notASocket(fd));
            }
            if (how < SHUT_RD || how > SHUT_RDWR) {
                return Outcome.done(Errno.EINVAL.refusal());
            }
            return Outcome.done(descriptor.socket().shutdown(now, how != SHUT_WR, how != SHUT_RD));
        };
    }

    Call close(List<Expression> arguments, long begun) {
        int fd = Values.integer(argument("close", arguments, 0));
        return new Call() {
            private long deadline = Deadline.NEVER;
            private Optional<BooleanSupplier> hasEnded = Optional.empty();

            @Override
            public Outcome attempt(long now) {
                if (hasEnded.isEmpty()) {
                    // As in Linux, O_NONBLOCK does not keep close from lingering.
                    if (process.find(fd) instanceof SocketDescriptor socket) {
                        if (deadline == Deadline.NEVER) {
                            deadline = Deadline.after(begun, socket.socket().linger(now));
                        }
                        if (now < deadline && !socket.socket().isFlushed(now)) {
                            return new Outcome.Blocks(deadline);
                        }
                    }
                    hasEnded = process.close(fd, now);
                }
                boolean isWaiting = hasEnded.isPresent() && !hasEnded.get().getAsBoolean();
                return isWaiting
                        ? new Outcome.Blocks(Deadline.NEVER)
                        : Outcome.done(hasEnded.isPresent() ? 0 : Errno.EBADF.refusal());
            }
        };
    }

    Call dup(List<Expression> arguments, int expected) {
        int fd = Values.integer(argument("dup", arguments, 0));
        return _ -> {
            Descriptor descriptor = process.find(fd);
            return Outcome.done(descriptor == null ? Errno.EBADF.refusal() : process.open(descriptor, expected));
        };
    }

    private int notASocket(int fd) {
        return notASocket(process, fd);
    }

    /** {@return why a number that is no socket is refused} */
    static int notASocket(ScriptProcess process, int fd) {
        return (process.find(fd) == null ? Errno.EBADF : Errno.ENOTSOCK).refusal();
    }
}
