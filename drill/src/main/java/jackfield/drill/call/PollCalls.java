package jackfield.drill.call;

import static jackfield.drill.call.SystemCalls.argument;

import jackfield.drill.script.Expression;
import jackfield.drill.script.Expression.Structure;
import jackfield.drill.script.ExpressionPrinter;
import jackfield.drill.setting.UnknownConstruct;
import jackfield.engine.base.Deadline;
import jackfield.engine.base.Errno;
import jackfield.engine.base.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** poll and the epoll calls. */
final class PollCalls {
    private static final long MILLISECOND = 1_000_000L;

    private final ScriptProcess process;

    PollCalls(ScriptProcess process) {
        this.process = process;
    }

    /** One {@code struct pollfd}. */
    private record Polled(int fd, int events, OptionalLong revents) {}

    Call poll(List<Expression> arguments, long begun) {
        if (!(argument("poll", arguments, 0) instanceof Expression.Array array)) {
            throw new UnknownConstruct("poll without an array");
        }
        List<Polled> polled = array.items().stream().map(PollCalls::polled).toList();
        long deadline = deadline(begun, Values.integer(argument("poll", arguments, 2)));
        return now -> {
            List<String> wrong = new ArrayList<>();
            int ready = 0;
            for (Polled one : polled) {
                int found = revents(one, now);
                ready += found == 0 ? 0 : 1;
                if (one.revents().isPresent() && one.revents().getAsLong() != found) {
                    wrong.add("revents of " + one.fd() + ": expected 0x"
                            + Long.toHexString(one.revents().getAsLong()) + ", was 0x" + Integer.toHexString(found));
                }
            }
            return ready > 0 || now >= deadline ? new Outcome.Done(ready, wrong) : new Outcome.Blocks(deadline);
        };
    }

    private static Polled polled(Expression item) {
        if (!(item instanceof Structure structure)) {
            throw new UnknownConstruct("a pollfd written as " + ExpressionPrinter.text(item));
        }
        int fd = structure
                .field("fd")
                .map(Values::integer)
                .orElseThrow(() -> new UnknownConstruct("a pollfd without fd"));
        int events = structure.field("events").map(Values::integer).orElse(0);
        OptionalLong revents =
                structure.field("revents").map(Values::numberIfSaid).orElse(OptionalLong.empty());
        return new Polled(fd, events, revents);
    }

    private int revents(Polled polled, long now) {
        if (polled.fd() < 0) {
            return 0;
        }
        Descriptor descriptor = process.find(polled.fd());
        return descriptor == null
                ? Poll.NVAL
                : PollBits.all(descriptor.readiness(now)) & (polled.events() | Poll.ERR | Poll.HUP);
    }

    private static long deadline(long begun, int timeoutMillis) {
        return timeoutMillis < 0 ? Deadline.NEVER : Deadline.after(begun, timeoutMillis * MILLISECOND);
    }

    Call create(int expected) {
        return _ -> Outcome.done(process.open(new EpollDescriptor(), expected));
    }

    Call control(List<Expression> arguments) {
        int fd = Values.integer(argument("epoll_ctl", arguments, 0));
        int operation = Values.integer(argument("epoll_ctl", arguments, 1));
        int target = Values.integer(argument("epoll_ctl", arguments, 2));
        Expression event = arguments.size() > 3 ? arguments.get(3) : new Expression.Number(0);
        int events = event instanceof Structure structure
                ? structure.field("events").map(Values::integer).orElse(0)
                : 0;
        long data = event instanceof Structure structure ? data(structure).orElse(target) : target;
        return now -> {
            Descriptor watched = process.find(target);
            if (watched == null || process.find(fd) == null) {
                return Outcome.done(Errno.EBADF.refusal());
            }
            return Outcome.done(
                    process.find(fd) instanceof EpollDescriptor epoll
                            ? epoll.control(operation, watched, events, data, now)
                            : Errno.EINVAL.refusal());
        };
    }

    private static OptionalLong data(Structure structure) {
        return List.of("fd", "u32", "u64", "ptr", "data").stream()
                .flatMap(name -> structure.field(name).stream())
                .map(Values::numberIfSaid)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    Call await(List<Expression> arguments, long begun) {
        int fd = Values.integer(argument("epoll_wait", arguments, 0));
        Expression wanted = argument("epoll_wait", arguments, 1);
        int most = Values.integer(argument("epoll_wait", arguments, 2));
        long deadline = deadline(begun, Values.integer(argument("epoll_wait", arguments, 3)));
        return now -> {
            if (!(process.find(fd) instanceof EpollDescriptor epoll)) {
                return Outcome.done((process.find(fd) == null ? Errno.EBADF : Errno.EINVAL).refusal());
            }
            if (most <= 0) {
                return Outcome.done(Errno.EINVAL.refusal());
            }
            List<EpollDescriptor.Ready> ready = epoll.take(most, now);
            return !ready.isEmpty() || now >= deadline
                    ? new Outcome.Done(ready.size(), differences(wanted, ready))
                    : new Outcome.Blocks(deadline);
        };
    }

    private static List<String> differences(Expression wanted, List<EpollDescriptor.Ready> ready) {
        List<Expression> items = switch (wanted) {
            case Expression.Array array -> array.items();
            case Structure structure -> List.of(structure);
            default -> List.of();
        };
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < Math.min(items.size(), ready.size()); i++) {
            if (items.get(i) instanceof Structure structure) {
                EpollDescriptor.Ready found = ready.get(i);
                structure.field("events").map(Values::numberIfSaid).ifPresent(events -> {
                    if (events.isPresent() && events.getAsLong() != found.events()) {
                        wrong.add("events: expected 0x" + Long.toHexString(events.getAsLong()) + ", was 0x"
                                + Integer.toHexString(found.events()));
                    }
                });
                OptionalLong data = data(structure);
                if (data.isPresent() && data.getAsLong() != found.data()) {
                    wrong.add("data: expected " + data.getAsLong() + ", was " + found.data());
                }
            }
        }
        return wrong;
    }
}
