package jackfield.drill.call;

import static jackfield.drill.call.SystemCalls.argument;

import jackfield.drill.script.Expression;
import jackfield.engine.base.Errno;
import jackfield.socket.open.Address;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Linux;
import jackfield.wire.SockAddr;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls that write: write, writev, send, sendto, sendmsg. */
final class SendCalls {
    private final ScriptProcess process;

    SendCalls(ScriptProcess process) {
        this.process = process;
    }

    Call begin(String name, List<Expression> arguments, long begun) {
        int fd = Values.integer(argument(name, arguments, 0));
        return switch (name) {
            case "write" -> new Writing(fd, buffer(name, arguments), 0, Optional.empty(), begun, true);
            case "writev" ->
                new Writing(fd, Vectors.of(argument(name, arguments, 1)).bytes(), 0, Optional.empty(), begun, true);
            case "send" ->
                new Writing(fd, buffer(name, arguments), flags(name, arguments, 3), Optional.empty(), begun, false);
            case "sendto" -> {
                Optional<Address> to = SockAddrs.of(argument(name, arguments, 4), defaultRemote());
                yield new Writing(fd, buffer(name, arguments), flags(name, arguments, 3), to, begun, false);
            }
            default -> message(fd, arguments, begun);
        };
    }

    private static byte[] buffer(String name, List<Expression> arguments) {
        return Values.buffer(argument(name, arguments, 1), Values.integer(argument(name, arguments, 2)));
    }

    private static int flags(String name, List<Expression> arguments, int index) {
        return Values.integer(argument(name, arguments, index));
    }

    private SockAddr defaultRemote() {
        return new SockAddr(process.addresses().remote(), process.addresses().connectPort());
    }

    private Call message(int fd, List<Expression> arguments, long begun) {
        Message message = Message.of(argument("sendmsg", arguments, 1));
        // A stream that is connected has no use for the name, so "..." is none.
        Optional<Address> to = message.name()
                .filter(name -> !Values.isOpen(name))
                .flatMap(name -> SockAddrs.of(name, defaultRemote()));
        List<ControlMessage> control = Controls.read(message.control());
        int flags = flags("sendmsg", arguments, 2);
        return new Writing(fd, message.vectors().bytes(), flags, to, begun, false, control);
    }

    /** One call; a blocking one goes on until all is taken. */
    private final class Writing implements Call {
        private final int fd;
        private final byte[] text;
        private final int flags;
        private final Optional<Address> to;
        private final long begun;
        private final boolean mayBePipe;
        private final List<ControlMessage> control;
        private int written;

        Writing(int fd, byte[] text, int flags, Optional<Address> to, long begun, boolean mayBePipe) {
            this(fd, text, flags, to, begun, mayBePipe, List.of());
        }

        Writing(
                int fd,
                byte[] text,
                int flags,
                Optional<Address> to,
                long begun,
                boolean mayBePipe,
                List<ControlMessage> control) {
            this.control = control;
            this.fd = fd;
            this.text = text;
            this.flags = flags;
            this.to = to;
            this.begun = begun;
            this.mayBePipe = mayBePipe;
        }

        @Override
        public Outcome attempt(long now) {
            return switch (process.find(fd)) {
                case SocketDescriptor socket -> send(socket, now);
                case PipeEnd pipe when mayBePipe && !pipe.isReader() -> pipe(pipe);
                case null -> Outcome.done(Errno.EBADF.refusal());
                default -> Outcome.done(mayBePipe ? Errno.EINVAL.refusal() : Errno.ENOTSOCK.refusal());
            };
        }

        private Outcome send(SocketDescriptor socket, long now) {
            int kept = flags & ~(Linux.MSG_DONTWAIT | Linux.MSG_NOSIGNAL);
            // Text left over by a partial send goes after it at once, until the socket refuses.
            while (true) {
                int answer = socket.socket()
                        .send(now, text, written, text.length - written, kept, destination(socket), control);
                boolean opens = (flags & Linux.MSG_FASTOPEN) != 0 && written == 0;
                if (answer >= 0 || opens && Linux.refuses(answer, Errno.EINPROGRESS)) {
                    tellFlow(socket, now, opens);
                }
                if (answer >= 0) {
                    written += answer;
                    if (written == text.length || socket.type() != Linux.SOCK_STREAM || answer == 0) {
                        return Outcome.done(written);
                    }
                    continue;
                }
                Outcome outcome = (flags & Linux.MSG_DONTWAIT) != 0
                        ? Outcome.done(answer)
                        : ConnectionCalls.mayWait(socket, answer, now, begun, socket.sendTimeoutNanos);
                return outcome instanceof Outcome.Done && written > 0 ? Outcome.done(written) : outcome;
            }
        }

        private @Nullable Address destination(SocketDescriptor socket) {
            return socket.type() == Linux.SOCK_STREAM && written > 0 ? null : to.orElse(null);
        }

        /** A datagram to an address of its own begins a flow, and so does a call that {@code opens} a connection. */
        private void tellFlow(SocketDescriptor socket, long now, boolean opens) {
            if (opens && socket.type() == Linux.SOCK_STREAM) {
                process.onConnection(socket);
            }
            if ((opens || socket.type() == Linux.SOCK_DGRAM)
                    && to.isPresent()
                    && to.get() instanceof Address.Inet remote
                    && socket.socket().localAddress(now) instanceof Address.Inet local) {
                SockAddr end = local.addr().address().isAny()
                        ? new SockAddr(process.addresses().local(), local.addr().port())
                        : local.addr();
                process.flows().onConnect(socket.protocol(), end, remote.addr());
            }
        }

        private Outcome pipe(PipeEnd pipe) {
            if (pipe.isBroken()) {
                return Outcome.done(Errno.EPIPE.refusal());
            }
            byte[] rest = java.util.Arrays.copyOfRange(text, written, text.length);
            written += pipe.put(rest, rest.length);
            if (written == text.length || pipe.isNonBlocking && written > 0) {
                return Outcome.done(written);
            }
            return pipe.isNonBlocking
                    ? Outcome.done(Errno.EAGAIN.refusal())
                    : new Outcome.Blocks(jackfield.engine.base.Deadline.NEVER);
        }
    }
}
