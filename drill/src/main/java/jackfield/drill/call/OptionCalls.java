package jackfield.drill.call;

import static jackfield.drill.call.SystemCalls.argument;

import jackfield.drill.script.Expression;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.engine.base.Errno;
import jackfield.socket.open.Linux;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** getsockopt, setsockopt, fcntl, ioctl. */
final class OptionCalls {
    private static final long SECOND = 1_000_000_000L;
    private static final long MICROSECOND = 1_000L;
    private static final int TIMEVAL_BYTES = 16;
    private static final int F_GETFD = 1;
    private static final int F_SETFD = 2;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final long FIONBIO = 0x5421;
    private static final long FIONREAD = 0x541B;

    private final ScriptProcess process;

    OptionCalls(ScriptProcess process) {
        this.process = process;
    }

    Call setsockopt(List<Expression> arguments) {
        int fd = Values.integer(argument("setsockopt", arguments, 0));
        int level = Values.integer(argument("setsockopt", arguments, 1));
        int name = Values.integer(argument("setsockopt", arguments, 2));
        Expression given = argument("setsockopt", arguments, 3);
        int length = Values.integer(argument("setsockopt", arguments, 4));
        byte[] value = Values.isNull(given) ? new byte[0] : Values.layout(given);
        return now -> {
            if (!(process.find(fd) instanceof SocketDescriptor descriptor)) {
                return Outcome.done(ConnectionCalls.notASocket(process, fd));
            }
            if (isTimeout(level, name)) {
                return Outcome.done(setTimeout(descriptor, name, value));
            }
            byte[] padded = Arrays.copyOf(value, Math.max(Math.max(length, value.length), Linux.OPTION_BYTES));
            return Outcome.done(descriptor.socket().setOption(now, level, name, padded, length));
        };
    }

    /** The calls that wait are the interpreter's own, and so are their time limits. */
    static boolean isTimeout(int level, int name) {
        return level == Linux.SOL_SOCKET && (name == Linux.SO_RCVTIMEO || name == Linux.SO_SNDTIMEO);
    }

    private static int setTimeout(SocketDescriptor descriptor, int name, byte[] value) {
        if (value.length < TIMEVAL_BYTES) {
            return Errno.EINVAL.refusal();
        }
        long nanos = Linux.i64(value, 0) * SECOND + Linux.i64(value, 8) * MICROSECOND;
        if (name == Linux.SO_RCVTIMEO) {
            descriptor.receiveTimeoutNanos = nanos;
        } else {
            descriptor.sendTimeoutNanos = nanos;
        }
        return 0;
    }

    Call getsockopt(List<Expression> arguments) {
        int fd = Values.integer(argument("getsockopt", arguments, 0));
        int level = Values.integer(argument("getsockopt", arguments, 1));
        int name = Values.integer(argument("getsockopt", arguments, 2));
        Expression wanted = argument("getsockopt", arguments, 3);
        argument("getsockopt", arguments, 4);
        return now -> {
            if (!(process.find(fd) instanceof SocketDescriptor descriptor)) {
                return Outcome.done(ConnectionCalls.notASocket(process, fd));
            }
            byte[] value = new byte[2 * Linux.OPTION_BYTES];
            int answer = isTimeout(level, name)
                    ? putTimeout(descriptor, name, value)
                    : descriptor.socket().getOption(now, level, name, value);
            if (answer < 0) {
                return Outcome.done(answer);
            }
            return new Outcome.Done(0, differences(wanted, value, answer));
        };
    }

    private static int putTimeout(SocketDescriptor descriptor, int name, byte[] value) {
        long nanos = name == Linux.SO_RCVTIMEO ? descriptor.receiveTimeoutNanos : descriptor.sendTimeoutNanos;
        Linux.put64(value, 0, nanos / SECOND);
        Linux.put64(value, 8, nanos % SECOND / MICROSECOND);
        return TIMEVAL_BYTES;
    }

    private static List<String> differences(Expression wanted, byte[] value, int length) {
        List<String> wrong = new ArrayList<>();
        if (wanted instanceof Expression.Text text) {
            var found = new String(value, 0, length, StandardCharsets.ISO_8859_1);
            int end = found.indexOf('\0');
            found = end < 0 ? found : found.substring(0, end);
            if (!found.equals(text.value())) {
                wrong.add("value: expected \"" + text.value() + "\", was \"" + found + "\"");
            }
            return wrong;
        }
        if (!Values.isOpen(wanted) && !isOpenArray(wanted)) {
            byte[] bytes = Values.layout(wanted);
            int compared = Math.min(bytes.length, Math.max(length, Integer.BYTES));
            if (!Arrays.equals(bytes, 0, compared, value, 0, compared)) {
                wrong.add("value: expected " + numbers(bytes, bytes.length) + ", was "
                        + numbers(value, Math.max(length, 0)));
            }
        }
        return wrong;
    }

    private static boolean isOpenArray(Expression expression) {
        return expression instanceof Expression.Array array
                && array.items().stream().anyMatch(Values::isOpen);
    }

    private static String numbers(byte[] value, int length) {
        List<Integer> numbers = new ArrayList<>();
        for (int at = 0; at + Integer.BYTES <= length && numbers.size() < 8; at += Integer.BYTES) {
            numbers.add(Linux.i32(value, at));
        }
        return numbers.toString();
    }

    Call fcntl(List<Expression> arguments) {
        int fd = Values.integer(argument("fcntl", arguments, 0));
        int command = Values.integer(argument("fcntl", arguments, 1));
        int bits = arguments.size() > 2 ? Values.integer(arguments.get(2)) : 0;
        if (command < F_GETFD || command > F_SETFL) {
            throw new UnknownConstruct("fcntl command " + command);
        }
        return _ -> {
            Descriptor descriptor = process.find(fd);
            if (descriptor == null) {
                return Outcome.done(Errno.EBADF.refusal());
            }
            return switch (command) {
                case F_GETFL -> Outcome.done(descriptor.flags());
                case F_SETFL -> {
                    descriptor.flags(bits);
                    yield Outcome.done(0);
                }
                case F_SETFD, F_GETFD -> Outcome.done(0);
                default -> Outcome.done(Errno.EINVAL.refusal());
            };
        };
    }

    Call ioctl(List<Expression> arguments) {
        int fd = Values.integer(argument("ioctl", arguments, 0));
        long request = Values.number(argument("ioctl", arguments, 1));
        Expression value = argument("ioctl", arguments, 2);
        return now -> switch (process.find(fd)) {
            case null -> Outcome.done(Errno.EBADF.refusal());
            case Descriptor any
            when request == FIONBIO -> {
                any.isNonBlocking = Values.number(value) != 0;
                yield Outcome.done(0);
            }
            case SocketDescriptor socket -> answer(socket.socket().ioctl(now, (int) request), value);
            case PipeEnd pipe when request == FIONREAD -> answer(pipe.available(), value);
            default -> Outcome.done(-25);
        };
    }

    private static Outcome answer(int found, Expression wanted) {
        if (found < 0) {
            return Outcome.done(found);
        }
        boolean isRight = Values.isOpen(wanted) || isOpenArray(wanted) || Values.number(wanted) == found;
        return new Outcome.Done(
                0, isRight ? List.of() : List.of("value: expected " + Values.number(wanted) + ", was " + found));
    }
}
