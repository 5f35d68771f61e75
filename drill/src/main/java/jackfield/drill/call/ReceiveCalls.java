package jackfield.drill.call;

import static jackfield.drill.call.SystemCalls.argument;

import jackfield.drill.script.Expression;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.wire.SockAddr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The calls that read: read, readv, recv, recvfrom, recvmsg. */
final class ReceiveCalls {
    private static final int LONGEST = 64 << 20;
    /** No more text comes. */
    private static final int ENDS = Poll.RDHUP | Poll.HUP | Poll.ERR;

    private final ScriptProcess process;

    ReceiveCalls(ScriptProcess process) {
        this.process = process;
    }

    /** What one call asks for, and what it must find. */
    private record Request(
            int fd,
            int length,
            int flags,
            List<Expression> contents,
            List<Integer> lengths,
            Optional<Message> message) {}

    Call begin(String name, List<Expression> arguments, long begun) {
        Request request = request(name, arguments);
        byte[] buffer = new byte[Math.min(Math.max(request.length(), 0), LONGEST)];
        return new Reading(request, buffer, begun, !name.startsWith("recv"));
    }

    private static Request request(String name, List<Expression> arguments) {
        int fd = Values.integer(argument(name, arguments, 0));
        return switch (name) {
            case "readv" -> {
                Vectors vectors = Vectors.of(argument(name, arguments, 1));
                yield new Request(fd, vectors.length(), 0, vectors.contents(), vectors.lengths(), Optional.empty());
            }
            case "recvmsg" -> message(fd, arguments);
            default -> {
                int length = Values.integer(argument(name, arguments, 2));
                int flags = name.equals("read") || arguments.size() < 4 ? 0 : Values.integer(arguments.get(3));
                yield new Request(fd, length, flags, List.of(arguments.get(1)), List.of(length), Optional.empty());
            }
        };
    }

    private static Request message(int fd, List<Expression> arguments) {
        Message message = Message.of(argument("recvmsg", arguments, 1));
        int flags = Values.integer(argument("recvmsg", arguments, 2));
        return new Request(
                fd,
                message.vectors().length(),
                flags,
                message.vectors().contents(),
                message.vectors().lengths(),
                Optional.of(message));
    }

    /** One call; what MSG_WAITALL has gathered stays between attempts. */
    private final class Reading implements Call {
        private final Request request;
        private final byte[] buffer;
        private final long begun;
        private final boolean mayBePipe;
        private int gathered;

        Reading(Request request, byte[] buffer, long begun, boolean mayBePipe) {
            this.request = request;
            this.buffer = buffer;
            this.begun = begun;
            this.mayBePipe = mayBePipe;
        }

        @Override
        public Outcome attempt(long now) {
            return switch (process.find(request.fd())) {
                case SocketDescriptor socket -> receive(socket, now);
                case PipeEnd pipe when mayBePipe && pipe.isReader() -> pipe(pipe);
                case null -> Outcome.done(Errno.EBADF.refusal());
                default -> Outcome.done(mayBePipe ? Errno.EINVAL.refusal() : Errno.ENOTSOCK.refusal());
            };
        }

        private Outcome receive(SocketDescriptor socket, long now) {
            int flags = request.flags() & ~(Linux.MSG_DONTWAIT | Linux.MSG_WAITALL | Linux.MSG_NOSIGNAL);
            int target = target(socket, now);
            var into = new Incoming();
            into.controlBytes = request.message().map(Controls::bufferBytes).orElse(0);
            int answer = socket.socket().receive(now, buffer, gathered, buffer.length - gathered, flags, into);
            int peeked = 0;
            if (answer > 0 && gathered + answer < target) {
                if ((flags & Linux.MSG_PEEK) == 0) {
                    gathered += answer;
                } else if ((socket.readiness(now) & ENDS) == 0) {
                    peeked = answer;
                } else {
                    return finish(answer, into);
                }
                answer = Errno.EAGAIN.refusal();
            } else if (answer >= 0) {
                return finish(gathered + answer, into);
            }
            // The error queue is never waited for.
            boolean mayNotWait = (request.flags() & (Linux.MSG_DONTWAIT | Linux.MSG_ERRQUEUE)) != 0;
            Outcome outcome = mayNotWait
                    ? Outcome.done(answer)
                    : ConnectionCalls.mayWait(socket, answer, now, begun, socket.receiveTimeoutNanos);
            int got = gathered + peeked;
            return outcome instanceof Outcome.Done && got > 0 ? finish(got, into) : outcome;
        }

        /** {@return how many bytes the call waits for: all with MSG_WAITALL, else SO_RCVLOWAT's} */
        private int target(SocketDescriptor socket, long now) {
            boolean isPlain = (request.flags() & (Linux.MSG_OOB | Linux.MSG_ERRQUEUE)) == 0;
            if (socket.type() != Linux.SOCK_STREAM || !isPlain) {
                return 0;
            }
            if ((request.flags() & Linux.MSG_WAITALL) != 0) {
                return buffer.length;
            }
            byte[] mark = new byte[Linux.OPTION_BYTES];
            boolean isKnown = socket.socket().getOption(now, Linux.SOL_SOCKET, Linux.SO_RCVLOWAT, mark) >= 0;
            return isKnown ? Math.min(buffer.length, Linux.i32(mark, 0)) : 0;
        }

        private Outcome pipe(PipeEnd pipe) {
            if (pipe.available() == 0 && !pipe.isAtEnd()) {
                return pipe.isNonBlocking
                        ? Outcome.done(Errno.EAGAIN.refusal())
                        : new Outcome.Blocks(jackfield.engine.base.Deadline.NEVER);
            }
            return finish(pipe.take(buffer, buffer.length), new Incoming());
        }

        private Outcome finish(int length, Incoming into) {
            List<String> wrong = new ArrayList<>();
            int at = 0;
            for (int i = 0; i < request.contents().size(); i++) {
                int end = Math.min(length, at + request.lengths().get(i));
                if (request.contents().get(i) instanceof Expression.Text text && end > at) {
                    check(text, Arrays.copyOfRange(buffer, at, Math.max(at, end)), wrong);
                }
                at += request.lengths().get(i);
            }
            request.message().ifPresent(message -> compare(message, into, wrong));
            return new Outcome.Done(length, wrong);
        }

        private void compare(Message message, Incoming into, List<String> wrong) {
            message.flags().ifPresent(flags -> {
                if (flags != into.flags) {
                    wrong.add("msg_flags: expected 0x" + Long.toHexString(flags) + ", was 0x"
                            + Integer.toHexString(into.flags));
                }
            });
            SockAddr remote = new SockAddr(
                    process.addresses().remote(), process.addresses().connectPort());
            message.name()
                    .filter(name -> name instanceof Expression.Structure)
                    .flatMap(name -> SockAddrs.of(name, remote))
                    .filter(name -> !name.equals(into.from))
                    .ifPresent(name -> wrong.add("msg_name: expected " + name + ", was " + into.from));
            wrong.addAll(Controls.differences(
                    message.control(), into.control, process.beganNanos(), process.toleranceNanos()));
        }

        private void check(Expression.Text text, byte[] found, List<String> wrong) {
            byte[] wanted = Values.latin1(text);
            int length = Math.min(wanted.length, found.length);
            if (!Arrays.equals(wanted, 0, length, found, 0, length)) {
                wrong.add("bytes read: expected \"" + text.value() + "\", was \""
                        + new String(found, java.nio.charset.StandardCharsets.ISO_8859_1) + "\"");
            }
        }
    }
}
