package jackfield.drill.call;

import jackfield.drill.script.Event.SyscallEvent;
import jackfield.drill.script.Expression;
import jackfield.drill.setting.UnknownConstruct;
import java.util.List;
import java.util.OptionalLong;

/**
 * Every system call by its name.
 *
 * <p>{@link #begin} reads the arguments and throws {@link UnknownConstruct} for what nobody here knows.
 */
public final class SystemCalls {
    private static final List<String> NAMES = List.of(
            "socket",
            "bind",
            "listen",
            "accept",
            "accept4",
            "connect",
            "shutdown",
            "close",
            "read",
            "readv",
            "recv",
            "recvfrom",
            "recvmsg",
            "write",
            "writev",
            "send",
            "sendto",
            "sendmsg",
            "getsockopt",
            "setsockopt",
            "fcntl",
            "ioctl",
            "poll",
            "epoll_create",
            "epoll_create1",
            "epoll_ctl",
            "epoll_wait",
            "pipe",
            "pipe2",
            "splice",
            "sendfile",
            "open",
            "dup");

    private final ConnectionCalls connections;
    private final ReceiveCalls receiving;
    private final SendCalls sending;
    private final OptionCalls options;
    private final PollCalls polling;
    private final PipeCalls pipes;

    public SystemCalls(ScriptProcess process) {
        connections = new ConnectionCalls(process);
        receiving = new ReceiveCalls(process);
        sending = new SendCalls(process);
        options = new OptionCalls(process);
        polling = new PollCalls(process);
        pipes = new PipeCalls(process);
    }

    /** {@return whether there is such a call} */
    public static boolean knows(String name) {
        return NAMES.contains(name);
    }

    /** Reads the arguments of a call that begins at {@code now}. {@return the call, not yet tried} */
    public Call begin(SyscallEvent event, long now) {
        List<Expression> arguments = event.arguments();
        int expected = expected(event.result());
        return switch (event.name()) {
            case "socket" -> connections.socket(arguments, expected);
            case "bind" -> connections.bind(arguments);
            case "listen" -> connections.listen(arguments);
            case "accept", "accept4" -> connections.accept(arguments, expected, now);
            case "connect" -> connections.connect(arguments, now);
            case "shutdown" -> connections.shutdown(arguments);
            case "close" -> connections.close(arguments, now);
            case "dup" -> connections.dup(arguments, expected);
            case "read", "readv", "recv", "recvfrom", "recvmsg" -> receiving.begin(event.name(), arguments, now);
            case "write", "writev", "send", "sendto", "sendmsg" -> sending.begin(event.name(), arguments, now);
            case "getsockopt" -> options.getsockopt(arguments);
            case "setsockopt" -> options.setsockopt(arguments);
            case "fcntl" -> options.fcntl(arguments);
            case "ioctl" -> options.ioctl(arguments);
            case "poll" -> polling.poll(arguments, now);
            case "epoll_create", "epoll_create1" -> polling.create(expected);
            case "epoll_ctl" -> polling.control(arguments);
            case "epoll_wait" -> polling.await(arguments, now);
            case "pipe", "pipe2" -> pipes.pipe(arguments);
            case "open" -> pipes.open(expected);
            case "splice" -> pipes.splice(arguments, now);
            case "sendfile" -> pipes.sendfile(arguments, now);
            default -> throw new UnknownConstruct("system call " + event.name());
        };
    }

    /** {@return the result a script expects; empty if it leaves that open} */
    public static OptionalLong result(Expression expression) {
        return Values.numberIfSaid(expression);
    }

    private static int expected(Expression result) {
        return Values.isOpen(result) ? -1 : Values.integer(result);
    }

    /** {@return an argument; what is missing is refused as unknown} */
    static Expression argument(String call, List<Expression> arguments, int index) {
        if (index >= arguments.size()) {
            throw new UnknownConstruct(call + " with " + arguments.size() + " arguments");
        }
        return arguments.get(index);
    }
}
