package jackfield.drill.call;

import static jackfield.drill.call.SystemCalls.argument;

import jackfield.drill.script.Expression;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.engine.base.Errno;
import jackfield.socket.open.Incoming;
import java.util.Arrays;
import java.util.List;

/**
 * pipe, splice, sendfile and the open that sendfile needs.
 *
 * <p>No file of the real system is ever opened: a script's {@code open} answers a descriptor that reads as zeros, as a
 * sendfile from {@code /dev/zero} would.
 */
final class PipeCalls {
    private static final int SPLICE_F_NONBLOCK = 2;
    private static final int SPLICE_F_MORE = 4;
    private static final int MSG_MORE = 0x8000;

    private final ScriptProcess process;

    PipeCalls(ScriptProcess process) {
        this.process = process;
    }

    Call pipe(List<Expression> arguments) {
        if (!(argument("pipe", arguments, 0) instanceof Expression.Array array)
                || array.items().size() != 2) {
            throw new UnknownConstruct("pipe without an array of two");
        }
        int reader = Values.integer(array.items().getFirst());
        int writer = Values.integer(array.items().getLast());
        return _ -> {
            PipeEnd[] ends = PipeEnd.pair();
            process.open(ends[0], reader);
            process.open(ends[1], writer);
            return Outcome.done(0);
        };
    }

    Call open(int expected) {
        return _ -> Outcome.done(process.open(new ZeroFile(), expected));
    }

    Call sendfile(List<Expression> arguments, long begun) {
        int out = Values.integer(argument("sendfile", arguments, 0));
        int in = Values.integer(argument("sendfile", arguments, 1));
        int length = Values.integer(argument("sendfile", arguments, 3));
        return new Call() {
            private int written;

            @Override
            public Outcome attempt(long now) {
                if (!(process.find(in) instanceof ZeroFile)) {
                    return Outcome.done((process.find(in) == null ? Errno.EBADF : Errno.EINVAL).refusal());
                }
                if (!(process.find(out) instanceof SocketDescriptor socket)) {
                    return Outcome.done((process.find(out) == null ? Errno.EBADF : Errno.EINVAL).refusal());
                }
                int answer = socket.socket().send(now, new byte[length], written, length - written, 0, null, List.of());
                if (answer > 0) {
                    written += answer;
                    if (written < length) {
                        answer = Errno.EAGAIN.refusal();
                    }
                }
                if (answer >= 0) {
                    return Outcome.done(written);
                }
                Outcome outcome = ConnectionCalls.mayWait(socket, answer, now, begun, socket.sendTimeoutNanos);
                return outcome instanceof Outcome.Done && written > 0 ? Outcome.done(written) : outcome;
            }
        };
    }

    Call splice(List<Expression> arguments, long begun) {
        int in = Values.integer(argument("splice", arguments, 0));
        int out = Values.integer(argument("splice", arguments, 2));
        int length = Values.integer(argument("splice", arguments, 4));
        int flags = arguments.size() > 5 ? Values.integer(arguments.get(5)) : 0;
        boolean mayNotWait = (flags & SPLICE_F_NONBLOCK) != 0;
        return now -> {
            Descriptor from = process.find(in);
            Descriptor to = process.find(out);
            if (from == null || to == null) {
                return Outcome.done(Errno.EBADF.refusal());
            }
            if (from instanceof SocketDescriptor socket && to instanceof PipeEnd pipe) {
                return toPipe(socket, pipe, length, mayNotWait, now, begun);
            }
            if (from instanceof PipeEnd pipe && to instanceof SocketDescriptor socket) {
                int bits = (flags & SPLICE_F_MORE) != 0 ? MSG_MORE : 0;
                return fromPipe(pipe, socket, length, bits, mayNotWait, now, begun);
            }
            return Outcome.done(Errno.EINVAL.refusal());
        };
    }

    private static Outcome toPipe(
            SocketDescriptor socket, PipeEnd pipe, int length, boolean mayNotWait, long now, long begun) {
        byte[] text = new byte[Math.min(length, pipe.room())];
        int answer = socket.socket().receive(now, text, 0, text.length, 0, new Incoming());
        if (answer >= 0) {
            return Outcome.done(pipe.put(text, answer));
        }
        return mayNotWait
                ? Outcome.done(answer)
                : ConnectionCalls.mayWait(socket, answer, now, begun, socket.receiveTimeoutNanos);
    }

    private static Outcome fromPipe(
            PipeEnd pipe, SocketDescriptor socket, int length, int flags, boolean mayNotWait, long now, long begun) {
        int available = Math.min(length, pipe.available());
        if (available == 0) {
            boolean waits = !pipe.isAtEnd() && !mayNotWait && !pipe.isNonBlocking;
            return waits
                    ? new Outcome.Blocks(jackfield.engine.base.Deadline.NEVER)
                    : Outcome.done(pipe.isAtEnd() ? 0 : Errno.EAGAIN.refusal());
        }
        byte[] text = pipe.peek(available);
        int answer = socket.socket().send(now, text, 0, available, flags, null, List.of());
        if (answer >= 0) {
            pipe.take(Arrays.copyOf(text, answer), answer);
            return Outcome.done(answer);
        }
        return mayNotWait
                ? Outcome.done(answer)
                : ConnectionCalls.mayWait(socket, answer, now, begun, socket.sendTimeoutNanos);
    }
}
