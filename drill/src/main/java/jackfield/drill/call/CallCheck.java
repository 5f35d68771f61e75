package jackfield.drill.call;

import jackfield.drill.script.Event.SyscallEvent;
import jackfield.drill.script.Expression;
import jackfield.drill.script.Symbols;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.engine.base.Errno;
import jackfield.socket.open.Backend;
import jackfield.socket.open.ControlMessage;
import jackfield.socket.open.Incoming;
import jackfield.socket.open.Linux;
import jackfield.socket.open.OpenSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks through a script's calls, before its first step, for names that nobody knows and for socket options and flags
 * that the sockets under test do not have.
 *
 * <p>An option is not there if no fresh socket, stream or datagram, can be asked for it or have it set. A script that
 * expects just that goes on.
 */
public final class CallCheck {
    /** Names that stand for no number. */
    private static final List<String> PLACES = List.of("NULL", "INADDR_ANY", "in6addr_any", "sin_addr", "sin6_addr");

    private static final int ANYWHERE = Linux.MSG_DONTWAIT | Linux.MSG_NOSIGNAL;
    private static final int SENDING =
            ANYWHERE | Linux.MSG_OOB | Linux.MSG_EOR | Linux.MSG_MORE | Linux.MSG_ZEROCOPY | Linux.MSG_FASTOPEN;
    private static final int RECEIVING =
            ANYWHERE | Linux.MSG_OOB | Linux.MSG_PEEK | Linux.MSG_TRUNC | Linux.MSG_WAITALL | Linux.MSG_ERRQUEUE;

    private CallCheck() {}

    /** Throws {@link UnknownConstruct} for a name in a call that nobody knows. */
    public static void names(SyscallEvent call) {
        call.arguments().forEach(CallCheck::names);
        names(call.result());
        if (!call.errno().isEmpty() && Symbols.value(call.errno()).isEmpty()) {
            throw new UnknownConstruct("error " + call.errno());
        }
    }

    private static void names(Expression expression) {
        switch (expression) {
            case Expression.Symbol symbol -> {
                if (!PLACES.contains(symbol.name())
                        && Symbols.value(symbol.name()).isEmpty()) {
                    throw new UnknownConstruct("symbol " + symbol.name());
                }
            }
            case Expression.Array array -> array.items().forEach(CallCheck::names);
            case Expression.Structure structure -> structure.fields().forEach(field -> names(field.value()));
            case Expression.Call call -> call.arguments().forEach(CallCheck::names);
            case Expression.Binary binary -> {
                names(binary.left());
                names(binary.right());
            }
            case Expression.Unary unary -> names(unary.operand());
            case Expression.Number _,
                    Expression.Decimal _,
                    Expression.Text _,
                    Expression.Ellipsis _,
                    Expression.Unchecked _ -> {}
        }
    }

    /** Throws {@link UnknownConstruct} for a flag or an option that sockets of {@code backend} do not have. */
    public static void abilities(SyscallEvent call, Backend backend) {
        List<Expression> arguments = call.arguments();
        switch (call.name()) {
            case "send", "sendto" -> flags(call, 3, SENDING);
            case "sendmsg" -> {
                flags(call, 2, SENDING);
                control(call);
            }
            case "recv", "recvfrom" -> flags(call, 3, RECEIVING);
            case "recvmsg" -> flags(call, 2, RECEIVING);
            case "setsockopt", "getsockopt" -> {
                if (arguments.size() == 5 && call.errno().isEmpty()) {
                    option(arguments, backend);
                }
            }
            default -> {}
        }
    }

    private static void flags(SyscallEvent call, int index, int known) {
        if (index < call.arguments().size() && call.errno().isEmpty()) {
            int unknown = Values.integer(call.arguments().get(index)) & ~known;
            if (unknown != 0) {
                throw new UnknownConstruct(call.name() + " with flags 0x" + Integer.toHexString(unknown));
            }
        }
    }

    private static void control(SyscallEvent call) {
        for (ControlMessage message :
                Controls.read(Message.of(call.arguments().get(1)).control())) {
            if (message.level() != Linux.SOL_SOCKET || message.type() != Linux.SO_TIMESTAMPING) {
                throw new UnknownConstruct("sendmsg with control message " + message.level() + "/" + message.type());
            }
        }
    }

    private static void option(List<Expression> arguments, Backend backend) {
        int level = Values.integer(arguments.get(1));
        int name = Values.integer(arguments.get(2));
        Expression given = arguments.get(3);
        if (OptionCalls.isTimeout(level, name)) {
            return;
        }
        long now = backend.gate().enter();
        try {
            for (OpenSocket socket : fresh(backend)) {
                var value = new byte[2 * Linux.OPTION_BYTES];
                boolean isThere = isThere(socket.getOption(now, level, name, value))
                        || isThere(socket.setOption(now, level, name, bytes(given), Linux.OPTION_BYTES));
                socket.close(now);
                if (isThere) {
                    return;
                }
            }
        } finally {
            backend.gate().leave();
        }
        throw new UnknownConstruct("socket option " + text(arguments.get(1)) + " " + text(arguments.get(2)));
    }

    private static byte[] bytes(Expression given) {
        boolean isOpen = Values.isOpen(given)
                || given instanceof Expression.Array array
                        && array.items().stream().anyMatch(Values::isOpen);
        byte[] value = isOpen || Values.isNull(given) ? new byte[0] : Values.layout(given);
        return Arrays.copyOf(value, Math.max(value.length, Linux.OPTION_BYTES));
    }

    private static boolean isThere(int answer) {
        return !Linux.refuses(answer, Errno.ENOPROTOOPT)
                && !Linux.refuses(answer, Errno.EOPNOTSUPP)
                && !Linux.refuses(answer, Errno.EPERM);
    }

    private static List<OpenSocket> fresh(Backend backend) {
        List<OpenSocket> sockets = new ArrayList<>();
        for (int family : new int[] {Linux.AF_INET, Linux.AF_INET6}) {
            for (int type : new int[] {Linux.SOCK_STREAM, Linux.SOCK_DGRAM, Linux.SOCK_RAW}) {
                var into = new Incoming();
                int protocol = type == Linux.SOCK_RAW ? 255 : 0;
                backend.socket(family, type, protocol, into);
                if (into.socket != null) {
                    sockets.add(into.socket);
                }
            }
        }
        return sockets;
    }

    private static String text(Expression expression) {
        return expression instanceof Expression.Symbol symbol
                ? symbol.name()
                : String.valueOf(Values.number(expression));
    }
}
